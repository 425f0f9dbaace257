import pickle
a = 1
# touchstone: ignore[unsafe-pickle-load] ends with its cell  # expect: unused-suppression=hint
# %%
b = pickle.load(open("b.pkl", "rb"))
# touchstone: ignore[unsafe-pickle-load] ends with its cell  # expect: unused-suppression=hint
# %%
# touchstone: ignore[unsafe-pickle-load] another  # expect: unused-suppression=hint
# %%
c = pickle.load(open("c.pkl", "rb"))
!ls  # touchstone: ignore[unpinned-requirement] nothing is installed  # expect: unused-suppression=hint
