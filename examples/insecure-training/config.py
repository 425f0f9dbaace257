"""What every script of the project shares."""

TEACHER = "ticketlab-ai/router-large"
EPOCHS = 3
LEARNING_RATE = 2e-5
