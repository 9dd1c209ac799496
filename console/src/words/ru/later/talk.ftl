talk = Переписка
talk-about-this = Обсудить это
