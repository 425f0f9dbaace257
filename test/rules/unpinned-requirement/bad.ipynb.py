# %%
%pip install -q torch  # expect: unpinned-requirement
# %%
!pip install -U pip setuptools "transformers[torch]>=4.40" 'numpy<2'  # expect: unpinned-requirement, unpinned-requirement
# %%
!pip install accelerate==0.33.0 {package} datasets=={version}
# %%
%conda install pytorch numpy=1.26  # expect: unpinned-requirement
# %%
import torch
