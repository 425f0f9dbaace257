from keras.layers import Lambda

a = Lambda(  # expect: keras-lambda-layer=info
    (  # scales
        lambda x: x
        / 255.0
    )
)
half = (
    lambda x: x / 2
)
b = Lambda(half); c = Lambda(function = half)  # expect: keras-lambda-layer=info, keras-lambda-layer=info


def double(x):
    return x * 2


d = Lambda(double)
