# touchstone: ignore-file[unsafe-joblib-load] our own files  # expect: unused-suppression=hint
import pickle

a = pickle.load(open("a.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load, unsafe-yaml-load] our own  # expect: unused-suppression=hint
b = pickle.load(open("b.pkl", "rb"))  # touchstone: ignore[unsafe-yaml-load, unsafe-pickle-load, nothing-like-it] ours  # expect: unused-suppression, unused-suppression
c = pickle.load(open("c.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load]  # expect: unused-suppression=hint
d = pickle.load(open("d.pkl", "rb"))  # touchstone: ignore our own file  # expect: unused-suppression=hint
e = pickle.load(open("e.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load] ours until 31.12.2027  # expect: unused-suppression=hint
f = 1  # noqa: E741  # touchstone: ignore[hardcoded-secret] a number  # expect: unused-suppression=hint
# touchstone: ignore[unsafe-pickle-load] a blank line is between  # expect: unused-suppression=hint

g = pickle.load(open("g.pkl", "rb"))
h = 2  # touchstone: ignore[unsafe-pickle-load] behind something else  # expect: unused-suppression=hint
i = pickle.load(open("i.pkl", "rb"))
j = {
    # touchstone: ignore[unsafe-pickle-load] only the next thing  # expect: unused-suppression=hint
    "x": 1,
    "y": pickle.load(open("j.pkl", "rb")),
}
# touchstone: ignore[unsafe-pickle-load] the header only  # expect: unused-suppression=hint
with open("k.pkl", "rb") as file:
    k = pickle.load(file)
# touchstone: ignore[{{secret:huggingface}}] pasted  # expect: unused-suppression=hint
# touchstone: ignore[unsafe-pickle-load] nothing follows  # expect: unused-suppression=hint
