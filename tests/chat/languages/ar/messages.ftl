language-name = العربية
start-title = مرحبا. قد يكون ارتعاش العضلة مخيفا.
start-check = ابدأ الأسئلة
read = اقرأ: {$title}
learn-title = للقراءة
learn-open-group = ▾ {$name}
learn-closed-group = ◂ {$name}
only-english = هذه الصفحة بالإنجليزية فقط حتى الآن.
found-lead = قد يكون هذا هو الجواب:
not-reviewed = لم يراجعها طبيب.
mydata-reminders = { $count ->
    [zero] لا تذكيرات
    [one] تذكير واحد
    [two] تذكيران
    [few] {$count} تذكيرات
    [many] {$count} تذكيرا
   *[other] {$count} تذكير
 }
bot-short = معلومات صحية هادئة. ليس طبيبا.
command-check = ابدأ الأسئلة
