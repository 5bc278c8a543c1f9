"""What was known on a day: figures and targets as they stood, in the terms of the assessment room."""
