import-about = Таблица или файл карты с объектами, перемещениями или инфраструктурой. Никому ничего не сообщается: каждая строка становится черновиком, который проверяет второй сотрудник.
import-template = Таблица для заполнения (XLSX)
import-file = Файл
import-choose = Выбрать файл
import-drop = или перетащите его сюда
import-wishes = Что считать верным, если в файле не сказано
import-wishes-about = Вид, получатели и сроки могут стоять в столбцах файла. Чего там нет, берётся отсюда.
import-not-to = не сообщать
import-valid-days = Срок действия (дней)
import-sending = отправляется
import-reading = просматривается: { $done } из { $of }
import-progress = Ход
import-stop = Остановить
import-another = Другой файл
import-good = { $count ->
    [0] Пригодных строк нет.
    [one] Пригодна { $count } строка.
    [few] Пригодны { $count } строки.
    [many] Пригодно { $count } строк.
   *[other] Пригодно { $count } строки.
}
import-errors = { $count ->
    [one] { $count } непригодна
    [few] { $count } непригодны
    [many] { $count } непригодны
   *[other] { $count } непригодны
}
import-same = { $count ->
    [one] { $count } уже есть
    [few] { $count } уже есть
    [many] { $count } уже есть
   *[other] { $count } уже есть
}
import-near = { $count ->
    [one] { $count } очень близко к другому
    [few] { $count } очень близко к другому
    [many] { $count } очень близко к другому
   *[other] { $count } очень близко к другому
}
import-left-out = Не прочитано:
import-leave-out = Что пропустить
import-without-same = Пропустить то, что уже есть
import-without-near = Пропустить то, что очень близко к другому
import-take = { $count ->
    [0] Создать черновики
    [one] Создать { $count } черновик
    [few] Создать { $count } черновика
    [many] Создать { $count } черновиков
   *[other] Создать { $count } черновика
}
import-taking = Создаются черновики…
import-view = Какие строки
import-view-all = Пригодны ({ $count })
import-view-same = Уже есть ({ $count })
import-view-near = Очень близко ({ $count })
import-view-warned = С предупреждением ({ $count })
import-view-errors = Непригодны ({ $count })
import-row = Строка
import-field = Столбец
import-why = Почему
import-errors-first = { $count ->
    [one] Показана только первая { $count }.
    [few] Показаны только первые { $count }.
    [many] Показаны только первые { $count }.
   *[other] Показаны только первые { $count }.
}
import-take-row = Взять
import-alike-same = уже есть
import-alike-near = очень близко
import-taken = { $count ->
    [0] Черновиков не создано
    [one] Создан { $count } черновик
    [few] Создано { $count } черновика
    [many] Создано { $count } черновиков
   *[other] Создано { $count } черновика
}
import-taken-about = Теперь координаты проверяет второй ваш сотрудник, не тот, кто принёс файл.
import-to-drafts = К этим черновикам
problem-file-refused = Файл нельзя прочитать.
problem-import-unknown = Файла больше нет под рукой. Отправьте его снова.
problem-import-not-ready = Файл ещё просматривается.
problem-too-many-imports = Ещё просматриваются другие файлы. Немного подождите.
problem-recipients-malformed = Не сказано, кому сообщить.
problem-times-needed = Не хватает времени: для каждой точки пути, либо начала и конца.
row-of-file = строка { $number }
back-to-operations = Все операции
import-holds = Что в файле
import-holds-notices = Уведомления: объекты, перемещения, инфраструктура
import-holds-operations = Операции и закрытые зоны
import-operations-about = Файл карты или таблица с полётами, колоннами, группами или закрытыми зонами. Пока вы не запланируете, никому ничего не сообщается: сначала всё видно на карте.
import-operations-wishes = Вид, время и высоты считаются по файлу. Чего там нет, берётся отсюда.
import-from-hint = Если в файле не сказано. Пусто: с этой минуты.
import-until-hint = Если в файле не сказано. Без конца запланировать нельзя.
import-measures = Ширина и запас, если в файле не сказано
import-radius = Радиус вокруг места (м)
import-radius-hint = Для точек без радиуса
import-half-height = Ниже и выше пути в воздухе (м)
import-half-height-hint = Для путей, у точек которых есть высоты
import-plan-about = Каждая строка планируется сама по себе. Отказ в одной не задерживает другие. Если запланировать дважды, она будет одна.
import-plan = { $count ->
    [0] Запланировать
    [one] Запланировать { $count }
    [few] Запланировать { $count }
    [many] Запланировать { $count }
   *[other] Запланировать { $count }
}
import-planning = Планируется: { $done } из { $of }
import-all-heights = на всех высотах
import-doubt = расширено не более чем на { $length }: точно не известно, от чего отсчитаны высоты
import-map = Что будет запланировано
import-map-refused = В чём отказано
import-map-first = { $count ->
    [one] Нарисована только первая { $count }.
    [few] Нарисованы только первые { $count }.
    [many] Нарисованы только первые { $count }.
   *[other] Нарисованы только первые { $count }.
}
import-planned = { $count ->
    [0] Ничего нового не запланировано
    [one] Запланирована { $count } операция
    [few] Запланировано { $count } операции
    [many] Запланировано { $count } операций
   *[other] Запланировано { $count } операции
}
import-refused = { $count ->
    [one] отказ: { $count }
    [few] отказов: { $count }
    [many] отказов: { $count }
   *[other] отказов: { $count }
}
import-queued = { $count ->
    [one] { $count } ждёт связи с центром
    [few] { $count } ждут связи с центром
    [many] { $count } ждут связи с центром
   *[other] { $count } ждут связи с центром
}
import-refused-about = Что получило отказ, не запланировано, и никто об этом не знает. Примите изменение, которое устраняет конфликт, или запланируйте вручную.
import-became-all = Все ({ $count })
import-became-refused = Отказ ({ $count })
import-became-meets = Сближается ({ $count })
import-became-queued = Ждёт связи с центром ({ $count })
import-became-before = Уже было ({ $count })
import-became-planned = Запланировано ({ $count })
import-is-refused = отказ
import-is-meets = запланировано, с чем-то сближается
import-is-queued = ждёт связи с центром: никто об этом ещё не знает
import-is-before = было запланировано раньше
import-is-planned = запланировано
import-plan-so = Запланировать { $change }
import-plan-over = Запланировать с этой причиной
import-to-planner = Открыть в планировщике
problem-file-unknown = Файлы такого вида здесь не читаются.
problem-body-too-long = Файл длиннее, чем принимает этот центр. Разделите его.
line-of-file = строка { $number }
part-of-place = { $place }, часть { $number }
import-other = { $what }: { $count }
import-told-coarsely = { $party } (приблизительно)
