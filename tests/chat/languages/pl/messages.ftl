language-name = Polski
start-title = Dzień dobry. Drżenie mięśnia może przestraszyć.
start-check = Zacznij pytania
to-start = Do początku
learn-open = Czytaj
learn-title = Do czytania
group-twitches = Drżenie
read = Czytaj: {$title}
found-lead = To może być odpowiedź:
not-reviewed = Bez oceny lekarza.
emergency-title = Wezwij pomoc teraz
mydata-reminders = { $count ->
    [one] {$count} przypomnienie
    [few] {$count} przypomnienia
   *[many] {$count} przypomnień
 }
bot-short = Spokojne informacje o zdrowiu. To nie lekarz.
bot-description = Krótkie pytania dla tych, którzy się martwią. To nie lekarz.
command-check = Zacznij pytania
command-learn = Czytaj
