remark-not-a-number = { $quoted } — не число.
remark-quantity-too-long = { $quoted }… длиннее { $of } знаков.
remark-comma-ambiguous = { $quoted } можно прочитать двояко. Пишите без запятой: 1500 или 1.5.
remark-cell-too-long = Знаков в ячейке: { $count }; принимается не более { $of }.
remark-length-unreadable = { $quoted } — не длина. Пишите так: 500, 500 m, 5 km или 3 NM.
remark-latitude-unreadable = { $quoted } — не широта. Пишите так: 36.2083 или 36°12'30"N.
remark-longitude-unreadable = { $quoted } — не долгота. Пишите так: 37.1594 или 37°09'34"E.
remark-latitude-misplaced = { $quoted } — широта, а здесь должна быть долгота.
remark-longitude-misplaced = { $quoted } — долгота, а здесь должна быть широта.
remark-latitude-off-earth = Широта { $degrees } вне пределов от -90 до 90.
remark-latitude-swapped = Широта { $degrees } вне пределов от -90 до 90. Не переставлены ли широта и долгота?
remark-longitude-off-earth = Долгота { $degrees } вне пределов от -180 до 180.
remark-minutes-too-many = В { $quoted } слишком много минут, секунд или направлений.
remark-direction-twice = В { $quoted } одно направление названо дважды.
remark-position-unreadable = { $quoted } — не координаты. Пишите так: 36.2083 37.1594, 36°12'30"N 37°09'34"E или 37SCA1234567890.
remark-position-parts = Координаты — это долгота, широта и, возможно, метры.
remark-positions-of-point = У точки одни координаты, а указано: { $count }.
remark-latitude-missing = Нет ни широты, ни контура, ни маршрута.
remark-longitude-missing = Нет ни долготы, ни контура, ни маршрута.
remark-grid-reference-unreadable = { $quoted } — не координаты MGRS. Пишите так: 37SCA1234567890.
remark-altitude-unreadable = { $quoted } — не высота. Пишите так: 120 m AGL, 1500 ft AMSL, FL95, 140 m WGS84, SFC или UNL.
remark-altitude-impossible = { $length } — невозможная высота.
remark-reference-unknown = { $quoted } — не начало отсчёта высот. Пишите AGL, AMSL, STD или WGS84.
remark-bounds-reversed = Нижняя граница ({ $low }, { $quoted }) должна быть ниже верхней ({ $high }).
remark-instant-unreadable = { $quoted } — не дата и время. Пишите так: 2026-03-01T14:30Z или 2026-03-01 17:30 +03:00.
remark-instant-out-of-range = Время вне пределов от 1970 до 9999 года (UTC).
remark-instant-no-text = Время пишется текстом: 2026-03-01T14:30Z или 2026-03-01 17:30 +03:00.
remark-start-after-end = Начало должно быть раньше конца.
remark-times-unequal = Времён: { $count }, а положений: { $of }.
remark-times-without-line = Для времён нужна одна линия с таким же числом точек.
remark-points-too-many = Точек в одной линии или контуре: { $count }; принимается не более { $of }.
remark-line-too-short = Линии нужны хотя бы две точки.
remark-ring-missing = Многоугольнику нужен контур.
remark-circle-incomplete = Кругу нужны центр и радиус.
remark-shape-missing = Нет ни площади, ни точки, ни линии.
remark-volumes-too-many = Получилось бы объёмов: { $count }, по одному на каждую фигуру и каждое время; принимается не более { $of }.
remark-nested-too-deep = Наборы вложены друг в друга глубже, чем на { $of }.
remark-arc-at-centre = Дуга начинается или кончается в собственном центре.
remark-arc-radius = Радиус дуги { $length } вне пределов от { $low } до { $high }.
remark-arc-without-centre = Перед { $quoted } нужен центр (V X=…).
remark-arc-by-bearings = DA — это радиус (NM) и два пеленга через запятую.
remark-arc-by-ends = DB — это два положения через запятую.
remark-variable-unknown = { $quoted } не задаёт ничего известного.
remark-activity-unreadable = Время действия — это два времени через косую черту; принимается не более { $of }.
remark-recipients-missing = Ни в файле, ни в выбранном вами не сказано, кого уведомить.
remark-recipient-unreadable = { $quoted } не называет получателя. Пишите сторону, либо party:exact или party:coarse.
remark-recipient-not-told = Ни одно действующее соглашение не позволяет сообщить об этом стороне { $quoted }, или не так точно.
remark-kind-notified = В файле сказано, что это { $quoted ->
    [site] объект
    [movement] перемещение
    [infrastructure] инфраструктура
   *[other] { $quoted }
}: об этом уведомляют, это не планируют.
remark-text-too-long = Текст слишком длинный: не более { $of } знаков.
remark-text-missing = Не хватает текста.
remark-way-without-times = Каждой точке маршрута перемещения нужно время.
remark-times-of-some = Время указано не у всех точек: { $count } из { $of }. Оно нужно всем или ни одной.
remark-times-missing = В файле нет времён. Укажите, до каких пор, и с каких, если начало не сейчас.
remark-end-missing = В файле нет конца. Укажите, до каких пор, и с каких, если начало не сейчас.
remark-over = Закончилось { $at }.
remark-zone-assumed = Время без часового пояса принято за UTC. Пишите после него Z или +03:00.
remark-start-of-day = Начало без времени суток принято за 00:00.
remark-end-of-day = Конец без времени суток принят за конец этого дня.
remark-swapped = Похоже, широта и долгота переставлены: место далеко от остального в файле, а после перестановки было бы рядом.
remark-holes-filled = В площади есть пустоты. Они заполнены, и она больше, чем в файле.
remark-corners-repeated = Углы, стоящие на месте предыдущего, пропущены.
remark-edge-long = Сторона так длинна, что кратчайший путь, который и взят, отходит до { $length } от прямой на карте. Больше углов — больше ясности.
remark-grid-square = Координаты MGRS называют квадрат со стороной { $length }; взята его середина.
remark-arc-uneven = Концы дуги удалены от центра неодинаково: разница { $length } ({ $quoted }).
remark-bound-open = { $bound ->
    [lower] Нижняя граница не указана и оставлена открытой.
   *[upper] Верхняя граница не указана и оставлена открытой.
}
remark-bound-above-sea = { $bound ->
    [lower] Нижняя граница { $length } дана от уровня моря, который отстоит от эллипсоида до { $high }.
   *[upper] Верхняя граница { $length } дана от уровня моря, который отстоит от эллипсоида до { $high }.
} { $moved ->
    [lowered] Она опущена на { $shift }.
   *[raised] Она поднята на { $shift }.
}
remark-bound-pressure = { $bound ->
    [lower] Нижняя граница { $length } — эшелон или высота по давлению, которая меняется с погодой до { $high }.
   *[upper] Верхняя граница { $length } — эшелон или высота по давлению, которая меняется с погодой до { $high }.
} { $moved ->
    [lowered] Она опущена на { $shift }.
   *[raised] Она поднята на { $shift }.
}
remark-bound-unreferenced = { $bound ->
    [lower] Нижняя граница { $length } дана без начала отсчёта (пишите после неё AMSL, AGL, FL или WGS84). На это заложено до { $high }; если имелась в виду земля, этого мало.
   *[upper] Верхняя граница { $length } дана без начала отсчёта (пишите после неё AMSL, AGL, FL или WGS84). На это заложено до { $high }; если имелась в виду земля, этого мало.
} { $moved ->
    [lowered] Она опущена на { $shift }.
   *[raised] Она поднята на { $shift }.
}
remark-bound-above-ground = { $bound ->
    [lower] Нижняя граница { $length } дана от земли. О земле известно лишь, что она лежит между { $low } и { $high } над эллипсоидом.
   *[upper] Верхняя граница { $length } дана от земли. О земле известно лишь, что она лежит между { $low } и { $high } над эллипсоидом.
} { $moved ->
    [lowered] Она опущена на { $shift }.
   *[raised] Она поднята на { $shift }.
}
remark-points-doubtful = Высоты точек могут отличаться от высот над эллипсоидом до { $length }.
remark-points-above-sea = Высоты точек даны от уровня моря, который отстоит от эллипсоида до { $length }.
remark-drawn-at-height = Контур нарисован на высоте. Принято, что он простирается от земли до неё.
remark-hours-ignored = Действует лишь в некоторые часы своего срока. Взят весь срок.
remark-radius-unit = Радиус принят в метрах. Длины этой зоны даны в футах, так что он может быть меньше.
remark-of-another = В файле сказано, что это принадлежит: { $quoted }.
remark-nothing-restricted = В файле сказано, что там нет запретов.
remark-all-heights = О высотах в файле ничего нет: планируется на всех.
remark-whole-way-held = У точек нет времён: весь путь занят от начала до конца.
remark-band-around-points = Занято по { $length } ниже и выше высот точек.
remark-other-sheet = лист { $quoted }
remark-after-empty-rows = всё после пустых строк (их { $of })
remark-line-unknown = строка, которая не читается: { $quoted }
remark-before-first-area = строка до первой зоны
remark-airway = воздушная трасса
remark-other-file = другой файл в KMZ
remark-element = { $quoted }
like-file = { $place ->
    [here] на том же месте, где { $where } этого файла ({ $title })
   *[near] { $distance } до места, где { $where } этого файла ({ $title })
}
like-draft = { $place ->
    [here] на том же месте, где черновик { $title }
   *[near] { $distance } до места, где черновик { $title }
}
like-notice = { $place ->
    [here] на том же месте, где уведомление { $title }
   *[near] { $distance } до места, где уведомление { $title }
}
like-planned = { $place ->
    [here] на том же месте, где { $title } ({ $kind })
   *[near] { $distance } до места, где { $title } ({ $kind })
}
like-operation = { $place ->
    [here] на том же месте, где операция { $title }
   *[near] { $distance } до места, где операция { $title }
}
problem-feature-malformed = Чего-то не хватает, или форма не та, что предписана языком файла.
problem-feature-empty = Место не указано.
problem-coordinate-malformed = Широта или долгота не читается.
problem-grid-reference-malformed = Координаты MGRS не читаются.
problem-altitude-malformed = Высота не читается.
problem-length-malformed = Длина не читается.
problem-instant-malformed = Дата и время не читаются.
problem-cell-too-long = В ячейке слишком много текста.
problem-file-empty = Файл пуст.
problem-file-too-long = Файл длиннее, чем принимается. Разделите его.
problem-file-malformed = Файл нарушает правила своего языка, так что ему нельзя доверять.
problem-file-too-deep = Части файла вложены слишком глубоко, или их слишком много.
problem-archive-unsafe = Сжатый файл развернулся бы слишком сильно или не разворачивается.
problem-document-type = В файле есть собственный тип документа или сущности; такое не читается.
problem-heading-missing = Ни одна строка таблицы не называет нужных столбцов.
problem-too-many-features = В файле больше строк или элементов, чем принимается. Разделите его.
problem-too-many-points = В файле больше точек, чем принимается. Разделите его.
problem-edges-cross = Стороны контура пересекаются.
problem-no-area = Углы лежат на одной прямой и не охватывают площади.
problem-vertex-count = У контура слишком мало или слишком много углов.
problem-vertex-repeated = Один угол стоит в контуре дважды.
problem-latitude-out-of-range = Широта вне пределов от -90 до 90.
problem-longitude-out-of-range = Долгота вне пределов от -180 до 180.
problem-radius-out-of-range = Радиус слишком мал или слишком велик.
problem-altitude-out-of-range = Высота слишком мала или слишком велика.
problem-altitudes-reversed = Нижняя высота должна быть ниже верхней.
problem-time-out-of-range = Время вне пределов от 1970 до 9999 года.
problem-times-reversed = Начало должно быть раньше конца.
problem-waypoint-count = В маршруте слишком мало или слишком много точек.
problem-waypoint-times = Каждая точка маршрута должна быть позже предыдущей.
problem-route-too-long = Маршрут слишком длинный.
problem-half-width-out-of-range = Коридор слишком узок или слишком широк.
problem-slack-out-of-range = Запас времени до и после слишком велик.
problem-extents-needed = Нужна площадь или маршрут, но не то и другое.
problem-outline-needed = Нужен круг или контур, но не то и другое.
problem-too-many-volumes = Объёмов больше, чем принимается.
problem-area-too-large = Площадь больше, чем можно объявить.
problem-band-missing = Не указаны высоты: от и до.
problem-card-invalid = Что-то в описании отсутствует или слишком длинное.
problem-kind-fixed = Такого вида это быть не может.
problem-window-missing = Не указано время: с и до.
problem-window-too-long = Длится слишком долго.
problem-import-for-other = Файл просмотрен для другого. Отправьте его снова.
