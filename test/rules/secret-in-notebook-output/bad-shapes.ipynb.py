# %% what a client says of itself  # expect: secret-in-notebook-output
client
#> OpenAI(api_key='{{secret:openai}}', base_url='https://api.openai.com/v1')
# %% a command  # expect: secret-in-notebook-output
!cat .env
#> HF_TOKEN={{secret:huggingface}}
# %% a table of headers  # expect: secret-in-notebook-output
headers
#> {'x-api-key': '{{secret:anthropic}}'}
