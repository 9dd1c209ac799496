talk = المحادثات
talk-about-this = التحدث بشأنه
