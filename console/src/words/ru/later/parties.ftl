parties-about = Кто участвует в этом центре и кто хотел бы участвовать.
party-kind-air-authority = Орган гражданской авиации
party-kind-air-force = Военно-воздушные силы
party-kind-relief = Гуманитарная организация
party-kind-drone-service = Служба БВС
party-kind-joint-office = Совместный центр
party-kind-coalition = Коалиция
party-kind-other = Иная
party-state-admitted = Участвует
party-state-applying = Подала заявку
party-state-declined = Отклонена
party-state-left = Вышла
applications = Заявки
applications-about = Подавший заявку становится участником, когда срок возражений истёк и никто не возражает.
applications-none = Сейчас заявок нет.
objection-time-left = На возражения: { $time }
objection-time-over = Срок возражений истёк
objection-stands = Есть возражение
objection-then-admitted = Никто не возражает. По истечении срока сторона станет участником.
objection-then-declined = Есть возражение. Заявка будет отклонена, если не отозвать все возражения.
objections-until = Возражения до
invited-by = пригласила сторона: { $party }
objection-by = Возражает { $party }
objections-count = { $count ->
    [one] Возражает { $count } сторона.
    [few] Возражают { $count } стороны.
    [many] Возражают { $count } сторон.
   *[other] Возражают { $count } стороны.
}
objection-make = Возразить
objection-to = Возражение против: { $party }
objection-say-otherwise = Указать другую причину
objection-withdraw = Отозвать наше возражение
objection-about = Одного возражения довольно, чтобы сторона не вошла, пока оно действует. Его можно отозвать.
objection-reason-hint = Её прочтут все участники. Подавший заявку узнает только, что кто-то возражает.
coalition-asks = { $coalition } приглашает вашу сторону вступить. Договорённости коалиции будут действовать и для вас.
coalition-join = Вступить
coalition-quit = Выйти из коалиции
coalition-members = Члены
coalition-about = Договорённости коалиции действуют для всех её членов. Каждый вступает по своей воле.
coalition-empty = Пока никто не вступил.
coalition-asked = Приглашены и ещё не вступили
coalition-ask = Пригласить сторону вступить
coalition-ask-button = Пригласить
coalition-of = { $count ->
    [one] { $count } член
    [few] { $count } члена
    [many] { $count } членов
   *[other] { $count } члена
}
taking-part = Участники
taking-part-about = { $count ->
    [one] { $count } сторона
    [few] { $count } стороны
    [many] { $count } сторон
   *[other] { $count } стороны
}
search-party = Поиск по имени или роду
nobody-found = Такой стороны нет.
your-party = ваша
centre-up = Свой центр: на связи
centre-down = Свой центр: нет связи
centre-down-about = Её люди могли не увидеть отправленного с тех пор. О срочном звоните.
former = Вышедшие и отклонённые
former-show = Показать вышедших и отклонённых
former-none = Никто не вышел и не был отклонён.
to-parties = Все стороны
party-unknown = Такой стороны нет
contacts = Контакты
contacts-hint = Кому звонить, начиная с первого. Видны тем, с кем у вас действует соглашение.
contacts-none = Контакты не указаны.
contacts-none-own = Вы не указали контактов. В чрезвычайной ситуации никто не будет знать, кому звонить.
contacts-not-shown = Контакты видны сторонам с действующим соглашением.
contact-numbered = Контакт { $number }
contact-name = Имя или должность
contact-role = Роль
contact-role-hint = Как её называют ступени оповещения: duty, chief
contact-add = Добавить контакт
contact-remove = Убрать этот контакт
more-of-party = Ещё о стороне
in-coalitions = Состоит в
keys = Ключи подписи
keys-hint = Открытые ключи Ed25519 в base64, по одному в строке. Оставьте пустым, если не знаете, что это.
profile-name = Название
profile-name-hint = Как его прочтут другие
profile-kind = Род
profile-edit = Изменить сведения о стороне
profile-edit-about = Их видят все участники. Контакты видят те, с кем действует соглашение.
leave-office = Выйти из центра
leave-office-ask = Выйти из центра…
leave-about = Ваша сторона больше не будет участвовать.
leave-agreements = Все ваши соглашения сразу прекратятся, и вам больше ничего не будет показано.
leave-kept = То, чем вы поделились, останется у тех, с кем вы поделились.
leave-back = Чтобы вернуться, понадобится новое приглашение, и все смогут возразить.
leave-type = Для подтверждения наберите { $party }
invitations = Приглашения
invitations-about = По ссылке новая сторона может подать заявку. Ваши приглашения видите только вы.
invitations-none = Вы ещё никого не приглашали.
invitation-make = Пригласить сторону
invitation-how = Вы получите ссылку, чтобы передать её. Кто её имеет, может подать заявку под любым именем; затем все участники могут возразить.
invitation-note = Пометка
invitation-note-hint = Для себя: кому она
invitation-no-note = Без пометки
invitation-lasts = Ссылка действует
invitation-objection-time = Срок для возражений
invitation-objection-hint = Считается от подачи заявки
invitation-link = Ссылка для новой стороны
invitation-link-about = Передайте её надёжным путём.
invitation-made-before = Приглашение создано, но ссылку нельзя показать ещё раз. Отзовите его и создайте другое.
invitation-until = до
invitation-objection = на возражения { $time }
invitation-open = Действует
invitation-ended = Истекло
invitation-withdrawn = Отозвано
invitation-withdraw = Отозвать
apply-title = Заявка на участие
apply-about = Вас пригласили. Расскажите, кто вы: это увидят все участники и какое-то время смогут возразить. Если никто не возразит, вы участник.
apply-no-link = Адрес неполон. Откройте полученную ссылку ещё раз целиком: нужно и то, что стоит после #.
apply-party = Краткое имя
apply-party-hint = Латинские буквы, цифры и . _ - без пробелов, например red-cross. Не меняется; указывается в ваших токенах.
apply-button = Подать заявку
apply-again = Мы уже подали заявку
apply-new = Подать новую
apply-look = Узнать состояние
standing-no-objection = Пока никто не возражает.
standing-then-in = Если так и останется, по истечении срока вы станете участником.
standing-then-out = Если возражение не отзовут, заявка будет отклонена. Поговорите с теми, кто вас пригласил.
standing-next = Что дальше
standing-next-token = Те, кто обслуживает центр, дадут стороне { $party } токен, с которым входят ваши программы.
standing-next-person = С ним примите своего первого администратора. В ответ придёт ссылка для пароля:
standing-next-agree = Став участником, договоритесь с другими, кто что кому показывает.
outside-about = Ничего из центра ей не показывается, и планировать ничего нельзя. Можно заниматься её людьми, программами и этой учётной записью.
outside-left = Она вышла или не подавала заявки. С новым приглашением она может подать заявку.
