"""A plan of a district as such plans are written: no header left, tasks without a unit, a yearly report."""

PLAN = """Số: 307/KH-UBND

Thanh Xuân, ngày 16 tháng 12 năm 2021

KẾ HOẠCH

Về nâng cao chất lượng công tác dân vận của các cơ quan nhà nước thuộc quận Thanh Xuân

Thực hiện Kế hoạch số 274/KH-UBND ngày 02/12/2021 của UBND thành phố Hà Nội về công tác dân vận; Ủy ban nhân dân quận \
xây dựng kế hoạch gồm các nội dung sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao trách nhiệm của các cấp chính quyền với công tác dân vận.

II. NỘI DUNG THỰC HIỆN

1. Tăng cường tuyên truyền, phổ biến Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ về công tác dân vận.

2. Thường xuyên rà soát, sắp xếp tổ chức bộ máy; khắc phục các chồng chéo về chức năng, nhiệm vụ.

3. Tổ chức thực hiện tốt chế độ tiếp dân, đối thoại trực tiếp với nhân dân.

4. Tiếp tục thực hiện cải cách hành chính, đơn giản hóa các thủ tục hành chính.

5. Đẩy mạnh các phong trào thi đua yêu nước, nhân rộng điển hình tiên tiến.

6. Thực hiện tốt công tác phối hợp với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội.

7. Tổ chức thực hiện tốt quy chế dân chủ trong hoạt động của cơ quan hành chính nhà nước.

III. TỔ CHỨC THỰC HIỆN

1. Thủ trưởng các đơn vị thuộc quận xây dựng kế hoạch cụ thể để triển khai thực hiện.

2. Phòng Văn hóa và Thông tin tăng cường tuyên truyền về những mô hình “Dân vận khéo”.

3. Giao phòng Tư pháp phối hợp với Văn phòng HĐND và UBND kiểm tra việc thực hiện dân chủ ở cơ sở.

Các phòng, ban, đơn vị thuộc quận báo cáo kết quả về UBND quận (qua phòng Nội vụ) trước ngày 30/11 hàng năm.

Nơi nhận:
- UBND Thành phố;
- Lưu: VT, NV.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Võ Đăng Dũng
"""
