# %%
%tensorboard --logdir runs --bind_all  # expect: exposed-service=info
# %%
!mlflow ui --host 0.0.0.0 --port 5000  # expect: exposed-service=info
# %%
!vllm serve org/model --host=0.0.0.0  # expect: exposed-service=info
