from app import demo

demo.launch(share=True)  # expect: public-demo-link
