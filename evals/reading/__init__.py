"""Measures the pipeline after the model: replies written by hand go through the whole product.

It shows whether everything that is read right also reaches the record. No hosted model is available
where this is measured. So the exact request is captured, a person who has not seen gold or code
answers it once as a strong model would, and the reply is played back.
"""
