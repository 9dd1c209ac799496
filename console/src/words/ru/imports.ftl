place-imports = Из файла
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
import-view-all = Все ({ $count })
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
problem-times-needed = Для каждой точки перемещения нужно время.
row-of-file = строка { $number }
