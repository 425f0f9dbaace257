import ruamel.yaml
import ruamel.yaml as ry

a = ruamel.yaml.load(open("a.yaml"), Loader=(ruamel  # expect: unsafe-ruamel-load=warning
                                             .yaml.Loader))
b = ry.load(  # expect: unsafe-ruamel-load=warning
    open("a.yaml"),
    ry . UnsafeLoader,
)
