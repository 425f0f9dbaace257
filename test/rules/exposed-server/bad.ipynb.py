# %%
%tensorboard --logdir runs --bind_all  # expect: exposed-server=info
# %%
!mlflow ui --host 0.0.0.0 --port 5000  # expect: exposed-server=info
# %%
!vllm serve org/model --host=0.0.0.0  # expect: exposed-server=info
