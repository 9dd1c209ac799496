programs-about = Программы вашей стороны получают токены по идентификатору и секрету. Они говорят от её имени.
programs-none = Программ пока нет
programs-none-text = Программе, которая сама планирует полёты или рассылает уведомления, нужны идентификатор и секрет. Создайте их здесь.
programs-here = { $count ->
    [one] { $count } программа
    [few] { $count } программы
    [many] { $count } программ
   *[other] { $count } программы
}
programs-withdrawn = Отозваны
programs-withdrawn-about = Токенов больше не получают. Их имена не даются снова.
program-make = Создать программу
program-name = Имя
program-name-hint = Строчные латинские буквы, цифры и . _ -
client-id = Идентификатор:
program-may = Ей можно
program-secret = Секрет программы { $program }
program-secret-about = Внесите его в настройки программы сейчас. Если он утерян, дайте другой.
program-made = создана
program-secret-since = этот секрет с
program-renew = Дать другой секрет
program-renew-about = Нынешний секрет сразу перестанет действовать: пока нет нового, программа не получит токенов.
program-withdraw = Отозвать
program-withdraw-about = Программа больше не получит токенов; имеющиеся истекут за час. Её имя не даётся снова.
scopes-title = Что можно поручить программе
scope-tansiq-read = Видеть всё, что видно вашей стороне.
scope-tansiq-speak = Писать сообщения, подтверждать получение, доводить до подразделений.
scope-tansiq-operate = Планировать операции, рассылать уведомления, приостанавливать каналы.
scope-tansiq-agree = Предлагать, подписывать и прекращать соглашения; приглашать, возражать, вступать.
scope-tansiq-administer = Определять, кто эта сторона, кто её люди и программы и куда доставлять новости; выйти из центра.
scope-tansiq-link = Быть собственным центром стороны: называть человека, который говорит.
scope-utm-strategic-coordination = F3548-21: планировать полёты с другими службами БВС.
scope-utm-constraint-processing = F3548-21: узнавать о закрытых зонах.
scope-utm-constraint-management = F3548-21: закрывать зоны.
scope-utm-conformance-monitoring-sa = F3548-21: сообщать, что полёт отклонился от плана.
