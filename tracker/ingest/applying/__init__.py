"""What is done about a plan: stored whole, judged anew, taken back, its rows left out handed back."""
