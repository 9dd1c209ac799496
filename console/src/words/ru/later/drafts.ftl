drafts-waiting = { $count ->
    [one] Черновики ({ $count })
    [few] Черновики ({ $count })
    [many] Черновики ({ $count })
   *[other] Черновики ({ $count })
}
back-to-drafts = Все черновики
drafts-about = Один пишет, другой проверяет координаты, затем их выпускают. До этого никакая другая сторона о них не знает.
drafts-all = { $count ->
    [one] Все ({ $count })
    [few] Все ({ $count })
    [many] Все ({ $count })
   *[other] Все ({ $count })
}
drafts-mine-to-check = Мне на проверку
drafts-written = Непроверенные
drafts-checked = Проверенные
drafts-none = Черновиков нет
drafts-none-text = Здесь до выпуска находится то, что пишется или пришло из файла. Напишите уведомление или возьмите сразу много из файла.
drafts-none-found-text = Под выбранное выше не подходит ни один черновик.
drafts-picked = { $count ->
    [0] Ничего не выбрано
    [one] Выбран { $count }
    [few] Выбрано { $count }
    [many] Выбрано { $count }
   *[other] Выбрано { $count }
}
filter-batch = Файл
filter-batch-all = Из всех файлов
draft-state-written = ждёт проверки
draft-state-checked = проверен
draft-state-released = выпущен
draft-by = составил
draft-checked-by = проверил
draft-alike = Похоже на другое:
draft-change = Изменить черновик
draft-awaits-second = Вы писали в нём, поэтому проверяет кто-то другой. Эта страница покажет, когда это сделано.
draft-unknown = Такого черновика нет
draft-unknown-text = Возможно, он выпущен или удалён.
places-count = { $count ->
    [one] { $count } место
    [few] { $count } места
    [many] { $count } мест
   *[other] { $count } места
}
check-title = { $count ->
    [one] Проверить { $count } черновик
    [few] Проверить { $count } черновика
    [many] Проверить { $count } черновиков
   *[other] Проверить { $count } черновика
}
check-about = Сверьте координаты с источником: списком, письмом или звонком, откуда они пришли. Подойдёт любая из трёх форм.
check-own = { $count ->
    [one] В { $count } из них писали вы. Его проверит кто-то другой.
    [few] В { $count } из них писали вы. Их проверит кто-то другой.
    [many] В { $count } из них писали вы. Их проверит кто-то другой.
   *[other] В { $count } из них писали вы. Их проверит кто-то другой.
}
check-tick = Я сверил(а) эти координаты с источником
check-all = { $count ->
    [one] Сверен { $count }
    [few] Сверены все { $count }
    [many] Сверены все { $count }
   *[other] Сверены все { $count }
}
check-and-release = { $count ->
    [0] Подтвердить и выпустить
    [one] Подтвердить и выпустить: { $count }
    [few] Подтвердить и выпустить: { $count }
    [many] Подтвердить и выпустить: { $count }
   *[other] Подтвердить и выпустить: { $count }
}
check-only = { $count ->
    [0] Только подтвердить
    [one] Только подтвердить: { $count }
    [few] Только подтвердить: { $count }
    [many] Только подтвердить: { $count }
   *[other] Только подтвердить: { $count }
}
check-these = { $count ->
    [0] Проверить
    [one] Проверить: { $count }
    [few] Проверить: { $count }
    [many] Проверить: { $count }
   *[other] Проверить: { $count }
}
check-leave = Прервать проверку
release-these = { $count ->
    [0] Выпустить
    [one] Выпустить: { $count }
    [few] Выпустить: { $count }
    [many] Выпустить: { $count }
   *[other] Выпустить: { $count }
}
throw-these = { $count ->
    [0] Удалить
    [one] Удалить: { $count }
    [few] Удалить: { $count }
    [many] Удалить: { $count }
   *[other] Удалить: { $count }
}
throw-do = { $count ->
    [one] Удалить
    [few] Удалить их
    [many] Удалить их
   *[other] Удалить их
}
throw-about = Они исчезнут для всех в вашей стороне. Выпущенные уведомления останутся.
done-of = { $done } из { $of }
release-results = Что стало с каждым
results-released = { $count ->
    [0] Ничего не выпущено
    [one] Выпущено { $count } уведомление
    [few] Выпущено { $count } уведомления
    [many] Выпущено { $count } уведомлений
   *[other] Выпущено { $count } уведомления
}
results-refused = { $count ->
    [one] Не удалось выпустить { $count }
    [few] Не удалось выпустить { $count }
    [many] Не удалось выпустить { $count }
   *[other] Не удалось выпустить { $count }
}
to-the-notice = К уведомлению
problem-draft-own = Вы писали в нём. Проверяет кто-то другой.
problem-draft-changed = Его тем временем изменили. Посмотрите ещё раз.
problem-draft-unchecked = Его ещё никто другой не проверил.
problem-draft-unknown = Этого черновика больше нет.
problem-draft-released = Он уже выпущен. Измените само уведомление.
problem-draft-invalid = В таком виде черновик нельзя сохранить или выпустить.
problem-notice-differs = Из этого черновика уже выпущено уведомление, и теперь оно говорит другое.
