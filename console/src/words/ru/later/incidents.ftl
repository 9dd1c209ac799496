back-to-incidents = Все инциденты
column-incident = Инцидент
incident-standing = Состояние
incident-sides = Что говорит каждая сторона
incident-when = Когда
incident-said-so-far = Факты, вопросы, меры
incident-state-alleged = Заявлен
incident-state-acknowledged = Признан
incident-state-disputed = Оспаривается
incident-state-closed-by-agreement = Закрыт по согласию
incident-state-closed-without-agreement = Закрыт без согласия
incident-stand-alleges = Внесла инцидент
incident-stand-unanswered = Ещё не ответила
incident-stand-acknowledged = Признаёт
incident-stand-disputed = Оспаривает
incident-kind-near-miss = Едва не случилось
incident-kind-harm-to-people = Пострадали люди
incident-kind-damage = Ущерб
incident-kind-airspace-entry = Вход в воздушное пространство
incident-kind-notice-not-heeded = Не учтено уведомление
incident-kind-communication-failure = Сбой связи
incident-kind-other = Другое
incident-erased = (Текст стёрт)
incident-waiting = Ждёт открытия канала
incident-awaits-us = Ждёт нас
incident-in-quiet-period = Заявлено нарушение периода тишины
incident-sides-more = { $count ->
    [one] и ещё { $count } сторона
    [few] и ещё { $count } стороны
    [many] и ещё { $count } сторон
   *[other] и ещё { $count } стороны
}
incident-nothing-said = Пока ничего
incident-facts-agreed = { $count ->
    [one] { $count } факт согласован
    [few] { $count } факта согласованы
    [many] { $count } фактов согласовано
   *[other] { $count } факта согласовано
}
incident-facts-disputed = { $count ->
    [one] { $count } факт оспаривается
    [few] { $count } факта оспариваются
    [many] { $count } фактов оспаривается
   *[other] { $count } факта оспаривается
}
incident-facts-open = { $count ->
    [one] { $count } факт открыт
    [few] { $count } факта открыты
    [many] { $count } фактов открыто
   *[other] { $count } факта открыто
}
incident-questions-open = { $count ->
    [one] { $count } вопрос без ответа
    [few] { $count } вопроса без ответа
    [many] { $count } вопросов без ответа
   *[other] { $count } вопроса без ответа
}
incident-actions-overdue = { $count ->
    [one] { $count } мера просрочена
    [few] { $count } меры просрочены
    [many] { $count } мер просрочено
   *[other] { $count } меры просрочено
}
incidents-none = Инцидентов нет
incidents-none-text = Здесь стоит то, что пошло не так, и слова каждой стороны об этом: инциденты, которые внесла ваша сторона, и те, к которым её привлекли другие.
incidents-none-found = Ничего не найдено
incidents-none-found-text = Ни один инцидент не подходит под выбранное выше.
filter-our-stand = Что говорим мы
filter-our-stand-all = Любой наш ответ
filter-our-stand-alleges = Внесли мы
filter-our-stand-unanswered = Мы ещё не ответили
filter-our-stand-acknowledged = Мы признаём
filter-our-stand-disputed = Мы оспариваем
filter-party = Сторона
filter-quiet-period = Период тишины
filter-quiet-period-all = Любой период тишины
filter-actions-overdue = С просроченной мерой
incident-record = Внести инцидент
incident-what = Что произошло?
incident-title-hint = Одной строкой, никого не обвиняя: вертолёт низко над колонной
incident-kind = Вид
incident-kind-hint = Эти слова никого не обвиняют.
incident-our-account = Наше изложение
incident-our-account-hint = Что знает ваша сторона, её словами. Никто другой его не изменит; позже его можно дополнить.
incident-account-language = Язык изложения
incident-parties = Кто участвует?
incident-parties-about = Каждая сторона даёт своё изложение и сама говорит, признаёт она инцидент или оспаривает.
incident-nobody = Ни одно действующее соглашение не позволяет вам внести инцидент вместе с кем-либо.
incident-party-gone = больше нельзя; уберите
incident-closed-about = Инцидент можно внести вместе со стороной, с которой действует соглашение уровня «сведения» или выше.
incident-not-with-none = Соглашения с ней нет.
incident-not-with-level = Соглашение с ней охватывает только уведомления.
incident-not-with-suspended = Соглашение с ней приостановлено.
incident-not-with-not-in-force = Соглашение с ней ещё не действует.
incident-quiet-period = Период тишины
incident-quiet-period-hint = Если говорят, что он нарушен. Это видят только его стороны.
incident-quiet-period-none = Нет
incident-next = Дальше вы увидите всё так, как оно уйдёт. До этого о нём не знает ни одна другая сторона.
incident-look-over = Просмотреть
incident-review = Просмотр перед отправкой
incident-review-what = Что в нём сказано
incident-review-who = Кто его увидит
incident-review-all = Каждая сторона видит всё, и то, что инцидент внёс человек: { $person }.
incident-review-nobody-else = Больше никто не узнает, что он есть: его нет ни в списках, ни в счёте, ни в новостях других сторон.
incident-review-invite = Каждая из них может привлечь и другие стороны, с которыми у неё есть такое соглашение. Вам об этом сообщат; они прочтут всё сказанное.
incident-review-quiet-period = Что он, по вашим словам, нарушил период тишины, видят только те, кто участвует и в этом периоде.
incident-review-link = Он связывается с тем, к чему относится. Связь видят те, кому это можно видеть.
incident-no-position = Нет
incident-no-account = Пока нет. Его можно дать позже.
incident-record-do = { $count ->
    [one] Внести и сообщить { $count } стороне
    [few] Внести и сообщить { $count } сторонам
    [many] Внести и сообщить { $count } сторонам
   *[other] Внести и сообщить { $count } стороны
}
incident-recorded-not-linked = Инцидент внесён. С тем, к чему он относится, он ещё не связан.
to-the-incident = К инциденту
incident-of-notice = Относится к уведомлению:
incident-of-operation = Относится к операции:
incident-of-report = Относится к донесению:
incident-of-quiet-period = Относится к периоду тишины:
not-yours-to-record = Инциденты вносит дежурный офицер.
lacks-incident-title = Нужно название.
lacks-incident-kind = Выберите вид.
lacks-incident-from = Укажите, когда это началось.
lacks-incident-until = Укажите, когда это закончилось.
lacks-incident-until-before = Конец раньше начала.
lacks-incident-until-ahead = Инцидент уже произошёл; это время ещё впереди.
lacks-incident-until-long = Инцидент длится не больше 31 дня. Внесите длительное как несколько.
lacks-incident-places = Координат нет, или их нельзя прочесть.
lacks-incident-places-many = Не больше 20 мест.
lacks-incident-parties = Выберите, кто участвует.
lacks-incident-parties-many = Участвуют не больше 20 сторон, считая вашу.
hint-incidents = Что пошло не так и что говорит об этом каждая сторона: чтобы это не повторилось.
hint-incidents-moves = Откройте инцидент, чтобы сказать, признаёт его ваша сторона или оспаривает, дать изложение и ответить. О нём знают только участники.
hint-recording = Внесите то, что пошло не так, вместе со сторонами, которых это касается.
hint-recording-moves = Скажите, что, когда и где произошло, и выберите, кто участвует. Перед отправкой вы увидите, кто что увидит. Набранное хранится на этой машине.
awaits-incident-answer = Инцидент: признаёт его ваша сторона или оспаривает?
awaits-incident-closing = Инцидент: текст закрытия ждёт вашего ответа
awaits-incident-facts = { $count ->
    [one] Инцидент: { $count } факт, с которым можно согласиться или нет
    [few] Инцидент: { $count } факта, с которыми можно согласиться или нет
    [many] Инцидент: { $count } фактов, с которыми можно согласиться или нет
   *[other] Инцидент: { $count } факта, с которыми можно согласиться или нет
}
awaits-incident-questions = { $count ->
    [one] Инцидент: { $count } вопрос без ответа
    [few] Инцидент: { $count } вопроса без ответа
    [many] Инцидент: { $count } вопросов без ответа
   *[other] Инцидент: { $count } вопроса без ответа
}
awaits-incident-actions = { $count ->
    [one] Инцидент: за вами { $count } невыполненная мера
    [few] Инцидент: за вами { $count } невыполненные меры
    [many] Инцидент: за вами { $count } невыполненных мер
   *[other] Инцидент: за вами { $count } невыполненной меры
}
awaits-incident-news = Новое в инциденте
awaits-incident-told-invited = Инцидент: участвует ещё одна сторона
awaits-incident-told-account = Инцидент: изложение стороны
awaits-incident-told-facts = Инцидент: предложены факты
awaits-incident-told-fact-stand = Инцидент: слово стороны о факте
awaits-incident-told-questions = Инцидент: заданы вопросы
awaits-incident-told-answer = Инцидент: ответ на вопрос
awaits-incident-told-question-settled = Инцидент: достаточно ли ответа
awaits-incident-told-linked = Инцидент: с ним что-то связано
awaits-incident-told-unlinked = Инцидент: связь убрана
awaits-incident-told-stand = Инцидент: сторона признаёт его или оспаривает
awaits-incident-told-closing-proposed = Инцидент: предложен текст закрытия
awaits-incident-told-closing-answered = Инцидент: ответ стороны на текст закрытия
awaits-incident-told-closed-without = Инцидент: закрыт без согласия
awaits-incident-told-reopened = Инцидент: открыт снова
awaits-incident-told-action-proposed = Инцидент: предложена мера
awaits-incident-told-action-answered = Инцидент: мера принята или отклонена
awaits-incident-told-action-done = Инцидент: мера выполнена
awaits-incident-told-action-overdue = Инцидент: мера просрочена
incident-closed = { $count ->
    [one] Невозможно с { $count } стороной
    [few] Невозможно с { $count } сторонами
    [many] Невозможно с { $count } сторонами
   *[other] Невозможно с { $count } стороны
}
