from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0002_public_text'),
    ]

    operations = [
        migrations.AlterField(
            model_name='numbered',
            name='document',
            field=models.CharField(choices=[('acceptance', 'Thông báo thụ lý'), ('verification', 'Quyết định giao xác minh'), ('invitation', 'Giấy mời đối thoại'), ('suspension', 'Quyết định tạm đình chỉ'), ('resumption', 'Quyết định tiếp tục giải quyết'), ('stop', 'Quyết định đình chỉ'), ('decision', 'Quyết định giải quyết')], max_length=16),
        ),
    ]
