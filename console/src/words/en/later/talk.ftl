talk = Talk
talk-about-this = Talk about this
