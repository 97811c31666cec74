"""What a reader reads right reaches the record: replies written by hand through the whole product.

No hosted model can be asked where this is measured. So the exact request is captured, somebody who
has not seen gold or code answers it once as a strong model would, and the reply is played back.
"""
