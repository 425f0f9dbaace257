"""Makes the small files in files/ with the libraries that write such files. None holds anything that runs.

    python3 -m venv out/venv-small
    out/venv-small/bin/pip install numpy joblib scikit-learn safetensors gguf skops lz4 zstandard h5py onnx
    out/venv-small/bin/python test/artifacts/real/make.py
    python3 -m venv out/venv-torch213 && out/venv-torch213/bin/pip install torch==2.13.0 numpy
    out/venv-torch213/bin/python test/artifacts/real/make.py torch
    python3 -m venv out/venv-large
    out/venv-large/bin/pip install numpy scikit-learn joblib xgboost lightgbm catboost spacy tensorflow-cpu h5py
    out/venv-large/bin/python test/artifacts/real/make.py boosters spacy tensorflow
    python3 -m venv out/venv-fastai && out/venv-fastai/bin/pip install fastai
    out/venv-fastai/bin/python test/artifacts/real/make.py fastai

Beside each format expected.json says what the library itself knows of it: tensors with dtype and shape.
"""

import json
import os
import pickle
import sys

FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
EXPECTED = os.path.join(os.path.dirname(FILES), "expected.json")
os.makedirs(FILES, exist_ok=True)


def at(name):
    return os.path.join(FILES, name)


def torch_files():
    import torch

    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2).to(torch.float16))
    state = model.state_dict()
    torch.save(state, at("state_dict.pt"))
    torch.save({"epoch": 3, "model": state, "optimizer": torch.optim.SGD(model.parameters(), 0.1).state_dict()}, at("checkpoint.ckpt"))
    torch.save(state, at("legacy.pt"), _use_new_zipfile_serialization=False)
    torch.save(model, at("whole_model.pt"))
    torch.save([torch.nn.Parameter(torch.zeros(2)), torch.arange(3), torch.tensor(True), torch.zeros(2, dtype=torch.bfloat16)], at("list.pth"))
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), at("scripted.pt"))
    shapes = {name: [str(value.dtype).replace("torch.", ""), list(value.shape)] for name, value in state.items()}
    return {"state_dict.pt": shapes, "legacy.pt": shapes, "checkpoint.ckpt": shapes}


def small_files():
    import h5py
    import joblib
    import numpy as np
    import onnx
    from gguf import GGUFWriter
    from onnx import TensorProto, helper
    from safetensors.numpy import save_file
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler
    from sklearn.svm import SVC
    import skops.io
    import zstandard

    x = np.arange(40.0).reshape(10, 4)
    y = np.arange(10) % 2
    logistic = LogisticRegression().fit(x, y)
    for protocol in range(6):
        with open(at(f"logistic-{protocol}.pkl"), "wb") as file:
            pickle.dump(logistic, file, protocol)
    forest = RandomForestClassifier(2, max_depth=2, random_state=0).fit(x, y)
    joblib.dump(forest, at("forest.joblib"))
    for method in ("zlib", "gzip", "bz2", "xz", "lzma", "lz4"):
        joblib.dump(forest, at(f"forest-{method}.joblib"), compress=(method, 3))
    with open(at("forest.joblib"), "rb") as plain, open(at("forest-zstd.joblib"), "wb") as packed:
        packed.write(zstandard.ZstdCompressor(level=19).compress(plain.read()))
    pipeline = make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), SVC()).fit(np.abs(x), y)
    joblib.dump(pipeline, at("pipeline.joblib"))
    joblib.dump(KNeighborsClassifier(3, algorithm="kd_tree").fit(x, y), at("neighbors.joblib"))
    joblib.dump(GradientBoostingClassifier(n_estimators=2, max_depth=1).fit(x, y), at("boosting.joblib"))
    joblib.dump(ColumnTransformer([("a", StandardScaler(), [0, 1])]).fit(x), at("columns.joblib"))
    joblib.dump({"a": x, "b": np.array([1, "x", None], dtype=object), "c": np.float32(1)}, at("arrays.joblib"))
    skops.io.dump(logistic, at("logistic.skops"))
    np.save(at("floats.npy"), x.astype("f4"))
    np.save(at("objects.npy"), np.array([{"a": 1}, None], dtype=object))
    np.save(at("structured.npy"), np.zeros(3, dtype=[("a", "f4"), ("b", "i8", (2,)), ("c", "S5")]))
    np.savez(at("arrays.npz"), x=x, y=y)
    np.savez_compressed(at("compressed.npz"), x=x, y=y)
    save_file({"w": x.astype("f4"), "b": y.astype("i8")}, at("two.safetensors"), metadata={"format": "np"})
    writer = GGUFWriter(at("tiny.gguf"), "llama")
    writer.add_string("tokenizer.chat_template", "{% for m in messages %}{{ m['content'] }}{% endfor %}")
    writer.add_array("tokenizer.ggml.tokens", ["<s>", "eval", "__import__"])
    writer.add_tensor("token_embd.weight", x.astype("f4"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    node = helper.make_node("Gemm", ["x", "w"], ["y"])
    weights = helper.make_tensor("w", TensorProto.FLOAT, [4, 2], np.ones(8, "f4").tobytes(), raw=True)
    graph = helper.make_graph(
        [node],
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 2])],
        [weights],
    )
    onnx.save(helper.make_model(graph, producer_name="make"), at("gemm.onnx"))
    keras_files(h5py, np)
    return {
        "floats.npy": {"floats": ["<f4", [10, 4]]},
        "arrays.npz": {"x": ["<f8", [10, 4]], "y": ["<i8", [10]]},
        "two.safetensors": {"w": ["F32", [10, 4]], "b": ["I64", [10]]},
        "tiny.gguf": {"token_embd.weight": ["F32", [4, 10]]},
        "gemm.onnx": {"w": ["float32", [4, 2]]},
        "dense.h5": {"model_weights/dense/kernel": ["float32", [4, 2]]},
    }


def keras_files(h5py, np):
    """Files as Keras 2 lays them out."""
    dense = {"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "relu"}}
    code = {"class_name": "Lambda", "config": {"name": "l", "function": ["4wEAAAAAAAAAAAAAAAEAAAACAAAAQwAAAHMIAAAAfABkARQAUwApAk7pAgAAAKkA", None, None]}}
    for name, layers in (("dense.h5", [dense]), ("lambda.h5", [dense, {"class_name": "TimeDistributed", "config": {"layer": code}}])):
        with h5py.File(at(name), "w") as file:
            file.attrs["keras_version"] = "2.15.0"
            file.attrs["backend"] = "tensorflow"
            file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": layers}})
            file.attrs["training_config"] = json.dumps({"loss": "mse", "optimizer_config": {"class_name": "Adam", "config": {"learning_rate": 0.1}}})
            group = file.create_group("model_weights/dense")
            group.create_dataset("kernel", data=np.ones((4, 2), "f4"))
    with h5py.File(at("external.h5"), "w", libver="latest") as file:
        file["weights"] = h5py.ExternalLink("/etc/other.h5", "/x")
    with h5py.File(at("latest.h5"), "w", libver="latest") as file:
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"layers": [dense]}})
        file.create_dataset("kernel", data=np.ones((4, 2), "f4"))


def boosters():
    """What xgboost, lightgbm and catboost write themselves, and pickles of their models."""
    import catboost
    import joblib
    import lightgbm
    import numpy as np
    import xgboost

    x = np.arange(80.0).reshape(20, 4)
    y = np.arange(20) % 2
    xgb = xgboost.XGBClassifier(n_estimators=2, max_depth=1).fit(x, y)
    xgb.get_booster().save_model(at("xgboost.json"))
    xgb.get_booster().save_model(at("xgboost.ubj"))
    joblib.dump(xgb, at("xgboost.joblib"))
    lgb = lightgbm.LGBMClassifier(n_estimators=2, num_leaves=2, min_child_samples=2, verbose=-1).fit(x, y)
    lgb.booster_.save_model(at("lightgbm.txt"))
    joblib.dump(lgb, at("lightgbm.joblib"))
    with open(at("lightgbm.pkl"), "wb") as file:
        pickle.dump(lgb.booster_, file)
    cat = catboost.CatBoostClassifier(iterations=2, depth=1, verbose=False, allow_writing_files=False).fit(x, y)
    cat.save_model(at("catboost.cbm"))
    with open(at("catboost.pkl"), "wb") as file:
        pickle.dump(cat, file)
    return {}


def spacy_files():
    """A pipeline as `to_disk` lays it out, packed, and as a pickle."""
    import tarfile
    import tempfile

    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Touchstone"}])
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        with tarfile.open(at("spacy.tar.gz"), "w:gz") as archive:
            for name in sorted(os.listdir(folder)):
                archive.add(os.path.join(folder, name), name)
    with open(at("spacy.pkl"), "wb") as file:
        pickle.dump(spacy.blank("en").vocab.strings, file)
    return {}


def tensorflow_files():
    import shutil
    import tempfile

    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="relu", name="first"), keras.layers.Dense(1, name="last")], name="small")
    model.compile("sgd", "mse")
    model.save(at("small.keras"))
    model.save(at("small.h5"))
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dropout(0.5), keras.layers.LayerNormalization(name="norm")], name="inner")
    nested = keras.Sequential([keras.Input((2, 4)), keras.layers.TimeDistributed(inner, name="times")], name="nested")
    nested.save(at("nested.keras"))
    module = tf.Module()
    module.weight = tf.Variable([[1.0, 2.0]], name="weight")
    module.call = tf.function(lambda x: tf.matmul(module.weight, x), input_signature=[tf.TensorSpec([2, 1])])
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(module, folder)
        shutil.copy(os.path.join(folder, "saved_model.pb"), at("saved_model.pb"))
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    with open(at("small.tflite"), "wb") as file:
        file.write(converter.convert())
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    frozen = convert_variables_to_constants_v2(tf.function(lambda x: model(x)).get_concrete_function(tf.TensorSpec([1, 3])))
    with open(at("frozen.pb"), "wb") as file:
        file.write(frozen.graph.as_graph_def().SerializeToString())
    import h5py

    shapes = {}
    with h5py.File(at("small.h5")) as file:
        file.visititems(lambda name, item: shapes.update({name: [str(item.dtype), list(item.shape)]}) if isinstance(item, h5py.Dataset) else None)
    return {"small.h5": shapes}


def fastai_files():
    """A learner of tables as `export` writes it: a pickle of whole objects in a zip of torch. fastai 2.8.12, torch 2.15.0."""
    import pandas as pd
    import torch
    from fastai.tabular.all import Categorify, FillMissing, Normalize, TabularDataLoaders, tabular_learner

    torch.manual_seed(0)
    table = pd.DataFrame({"kind": ["a", "b"] * 8, "size": [float(each) for each in range(16)], "price": [2.0 * each for each in range(16)]})
    loaders = TabularDataLoaders.from_df(table, procs=[Categorify, FillMissing, Normalize], cat_names=["kind"], cont_names=["size"], y_names="price", bs=4)
    tabular_learner(loaders, layers=[4], y_range=(0, 40)).export(at("fastai.pkl"))
    return {}


MAKERS = {"torch": torch_files, "boosters": boosters, "spacy": spacy_files, "tensorflow": tensorflow_files, "fastai": fastai_files}


def main():
    expected = json.load(open(EXPECTED)) if os.path.exists(EXPECTED) else {}
    for make in [MAKERS[name] for name in sys.argv[1:]] or [small_files]:
        expected.update(make())
    with open(EXPECTED, "w") as file:
        json.dump(expected, file, indent=1, sort_keys=True)
        file.write("\n")


main()
