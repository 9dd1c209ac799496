close = Закрыть
queued-for-office = Центр недоступен. Это сохранено и уйдёт под номером { $position } в очереди.
show-more = { $count ->
    [one] Показать ещё { $count }
    [few] Показать ещё { $count }
    [many] Показать ещё { $count }
   *[other] Показать ещё { $count }
}
