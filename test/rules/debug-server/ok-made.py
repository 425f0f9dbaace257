# What is run here is no server.
from experiments import Trainer


def make():
    trainer = Trainer()
    return trainer


web = make()
web.run(debug=True)
make().run(
    debug=True,
)
