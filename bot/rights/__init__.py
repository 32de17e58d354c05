"""Who may have which AWS account read, in which Region, and where the answer is shown. Pure: nothing here asks anybody."""
