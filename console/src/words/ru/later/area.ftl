filter-area = Район
filter-area-all = Любой район
filter-area-chosen = В пределах { $radius } от { $place }
filter-area-about = Нарисуйте круг или введите его центр и радиус. Находится то, что заходит в квадрат вокруг него; без координат не находится ничего.
filter-area-do = Искать здесь
