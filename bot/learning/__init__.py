"""What brings newcomers up: broken networks to mend, judged by the diagnosis itself. No Slack, nothing kept."""
