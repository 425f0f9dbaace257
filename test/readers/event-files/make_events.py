"""Writes an event file with tensorboardX, and what it was told: python make_events.py OUT. The file beside this was made with 2.6.5."""

import base64, glob, gzip, json, sys, tempfile

import tensorboardX

with tempfile.TemporaryDirectory() as folder:
    writer = tensorboardX.SummaryWriter(folder)
    for step in range(5):
        writer.add_scalar("loss", 1 / (step + 1), step)
        writer.add_scalar("val/acc", step / 8, step)
    writer.add_text("note", "a text")
    writer.close()
    (path,) = glob.glob(folder + "/events*")
    file = open(path, "rb").read()
expected = {"loss": 0.20000000298023224, "val/acc": 0.5, "note/text_summary": None}
said = {"version": "tensorboardX " + tensorboardX.__version__, "expected": expected, "file": base64.b64encode(file).decode()}
with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as out:
    out.write(json.dumps(said).encode())
