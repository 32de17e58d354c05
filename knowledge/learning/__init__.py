"""How newcomers learn from the same entries: paths of short lessons, quizzes, and how far somebody is."""
