mlflow server --allowed-hosts mlflow.example.com
mlflow server --cors-allowed-origins https://app.example.com
streamlit run app.py --server.enableCORS true
streamlit run app.py
python main.py --enable-cors-header https://app.example.com
OLLAMA_ORIGINS=https://app.example.com ollama serve
OLLAMA_ORIGINS="$ORIGINS" ollama serve
