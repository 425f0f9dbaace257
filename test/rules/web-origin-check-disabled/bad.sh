mlflow server --disable-security-middleware  # expect: web-origin-check-disabled=warning
mlflow server --allowed-hosts '*'  # expect: web-origin-check-disabled=warning
mlflow server --cors-allowed-origins="*"  # expect: web-origin-check-disabled=warning
streamlit run app.py --server.enableCORS false --server.port 8501  # expect: web-origin-check-disabled=warning
streamlit run app.py --server.enableXsrfProtection=false  # expect: web-origin-check-disabled=warning
python main.py --enable-cors-header  # expect: web-origin-check-disabled=warning
OLLAMA_ORIGINS="*" ollama serve  # expect: web-origin-check-disabled=warning
export OLLAMA_ORIGINS=*  # expect: web-origin-check-disabled=warning
