from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_kept_from'),
    ]

    operations = [
        migrations.AlterField(
            model_name='clockevent',
            name='kind',
            field=models.CharField(choices=[('started', 'Bắt đầu'), ('paused', 'Tạm dừng'), ('restarted', 'Tính lại từ đầu'), ('resumed', 'Tiếp tục'), ('extended', 'Gia hạn'), ('prolonged', 'Kéo dài theo luật'), ('relimited', 'Theo thời hạn khác')], max_length=12),
        ),
    ]
