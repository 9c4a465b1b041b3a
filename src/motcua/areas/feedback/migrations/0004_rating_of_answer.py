"""A rating belongs to its answer. Comments are encrypted for their table and column: rows are copied as they lie."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.base.people.fields

COPY = """INSERT INTO feedback_answerrating (feedback_id, n, stars, comment, at)
SELECT feedback_id, 1, stars, comment, at FROM feedback_feedbackrating"""


def _checked(apps, editor):
    """PostgreSQL alters no table whose new rows it has not checked yet."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")  # as whoever loads a copy in the same transaction needs them


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0003_handed_over'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feedback', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='feedback.feedback')),
                ('n', models.PositiveSmallIntegerField(default=1)),
                ('stars', models.PositiveSmallIntegerField()),
                ('comment', motcua.base.people.fields.EncryptedText(blank=True, default='')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'đánh giá trả lời phản ánh',
            },
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RunPython(_checked, migrations.RunPython.noop),
        migrations.DeleteModel(name='FeedbackRating'),
        migrations.RenameModel(old_name='AnswerRating', new_name='FeedbackRating'),
        migrations.AddConstraint(
            model_name='feedbackrating',
            constraint=models.UniqueConstraint(fields=('feedback', 'n'), name='feedback_answer_rated_once'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrating',
            constraint=models.CheckConstraint(condition=models.Q(('stars__gte', 1), ('stars__lte', 5)), name='feedback_one_to_five'),
        ),
    ]
