filter-area = المنطقة
filter-area-all = أي منطقة
filter-area-chosen = في نطاق { $radius } من { $place }
filter-area-about = ارسموا دائرة أو اكتبوا مركزها ونصف قطرها. يُعثر على ما يبلغ المربع المحيط بها، ولا يُعثر على ما لا موضع له.
filter-area-do = البحث هنا
