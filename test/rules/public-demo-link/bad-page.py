import gradio as gr

gr.Interface(fn=predict, inputs="text", outputs="text").launch(share=True)  # expect: public-demo-link
