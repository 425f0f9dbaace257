REWARD = "OpenAssistant/reward-model-deberta-v3-large-v2"
