queued-for-office = The office cannot be reached. This is kept, and goes out as number { $position } in the line.
