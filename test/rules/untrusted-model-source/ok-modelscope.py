"""Names on ModelScope: the laboratories that run it publish there under their own."""
from modelscope.pipelines import pipeline
from modelscope.utils.constant import Tasks

detection = pipeline(Tasks.ocr_detection, model="damo/cv_resnet18_ocr-detection-line-level_damo")
recognition = pipeline(Tasks.ocr_recognition, model="iic/cv_convnextTiny_ocr-recognition-document_damo")
