"""Cells of agencies as plans of provinces, districts and communes, before and after July 2025, print them."""

import re

import pytest

from extractors.agencies import split_agencies

CELLS = """
# province before 2025
Ngân hàng CSXH tỉnh; NHCSXH huyện => Ngân hàng Chính sách xã hội tỉnh | Ngân hàng Chính sách xã hội huyện
Sở TT&TT => Sở Thông tin và Truyền thông
Các Sở: Y tế, Giáo dục và Đào tạo, Giao thông vận tải => Sở Y tế | Sở Giáo dục và Đào tạo | Sở Giao thông vận tải
Các Sở: Y tế, Giáo dục và Đào tạo, Giao thông Vận tải => Sở Y tế | Sở Giáo dục và Đào tạo | Sở Giao thông vận tải
Các sở: Kế hoạch và Đầu tư, Tài chính, Xây dựng, Công Thương
    => Sở Kế hoạch và Đầu tư | Sở Tài chính | Sở Xây dựng | Sở Công Thương
Các Sở: LĐTB&XH, NN&PTNT, TN&MT
    => Sở Lao động - Thương binh và Xã hội | Sở Nông nghiệp và Phát triển nông thôn | Sở Tài nguyên và Môi trường
Sở Nội vụ; Sở Tư pháp; Văn phòng UBND tỉnh => Sở Nội vụ | Sở Tư pháp | Văn phòng UBND tỉnh
Sở Nội vụ, Sở Tư pháp, VP UBND tỉnh => Sở Nội vụ | Sở Tư pháp | Văn phòng UBND tỉnh
Văn phòng UBND tỉnh và các sở, ban, ngành => Văn phòng UBND tỉnh | các sở, ban, ngành
Các sở, ban, ngành tỉnh; UBND các huyện, thành phố => Các sở, ban, ngành tỉnh | UBND các huyện, thành phố
Các sở, ban, ngành, đoàn thể cấp tỉnh; UBND cấp huyện, cấp xã
    => Các sở, ban, ngành, đoàn thể cấp tỉnh | UBND cấp huyện | UBND cấp xã
UBND cấp huyện, cấp xã => UBND cấp huyện | UBND cấp xã
Các sở, ngành, UBND cấp huyện, cấp xã => Các sở, ngành | UBND cấp huyện | UBND cấp xã
UBND cấp huyện và cấp xã => UBND cấp huyện | UBND cấp xã
Sở Tài chính và UBND cấp huyện, UBND cấp xã => Sở Tài chính | UBND cấp huyện | UBND cấp xã
Sở Nội vụ phối hợp với Sở Tài chính => Sở Nội vụ | Sở Tài chính
Sở Nội vụ (chủ trì), các sở, ngành liên quan (phối hợp) => Sở Nội vụ | các sở, ngành liên quan
Mời UBMTTQ Việt Nam tỉnh, Hội Nông dân tỉnh => Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | Hội Nông dân tỉnh
Đề xuất Sở Xây dựng => Sở Xây dựng
Đề nghị: Tòa án nhân dân tỉnh, Viện KSND tỉnh => Tòa án nhân dân tỉnh | Viện kiểm sát nhân dân tỉnh
Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội
    => Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | các tổ chức chính trị - xã hội
Ủy ban MTTQVN tỉnh => Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
UBMTTQ VN tỉnh => Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các đoàn thể => Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | các đoàn thể
VTV, VOV, TTXVN => VTV | VOV | TTXVN
Bộ TT&TT, Bộ KH&CN => Bộ Thông tin và Truyền thông | Bộ Khoa học và Công nghệ
Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ => Bộ Thông tin và Truyền thông | Bộ Khoa học và Công nghệ
Bộ Thông tin và Truyền thông\\nBộ Khoa học và Công nghệ => Bộ Thông tin và Truyền thông | Bộ Khoa học và Công nghệ
Sở Nội vụ\\nSở Tài chính => Sở Nội vụ | Sở Tài chính
Phòng Nội vụ\\nVăn phòng HĐND và UBND => Phòng Nội vụ | Văn phòng HĐND và UBND
Các bộ, ngành, địa phương => Các bộ, ngành, địa phương
Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ => Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ
Các Bộ: Nội vụ, Tài chính, Tư pháp => Bộ Nội vụ | Bộ Tài chính | Bộ Tư pháp
Bộ Nội vụ, các Bộ, cơ quan ngang Bộ, UBND các tỉnh, thành phố trực thuộc trung ương
    => Bộ Nội vụ | các Bộ, cơ quan ngang Bộ | UBND các tỉnh, thành phố trực thuộc trung ương
Văn phòng Chính phủ, các bộ, ngành => Văn phòng Chính phủ | các bộ, ngành
Ngân hàng Nhà nước Việt Nam, NHNN => Ngân hàng Nhà nước Việt Nam | Ngân hàng Nhà nước
Bảo hiểm xã hội tỉnh, Cục Thuế tỉnh, KBNN tỉnh => Bảo hiểm xã hội tỉnh | Cục Thuế tỉnh | Kho bạc Nhà nước tỉnh
Báo tỉnh, Đài PT-TH tỉnh => Báo tỉnh | Đài Phát thanh - Truyền hình tỉnh
Ban Tổ chức Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy => Ban Tổ chức Tỉnh ủy | Ban Tuyên giáo Tỉnh ủy
Đoàn TNCS Hồ Chí Minh tỉnh, Hội LHPN tỉnh, LĐLĐ tỉnh
    => Đoàn TNCS Hồ Chí Minh tỉnh | Hội Liên hiệp Phụ nữ tỉnh | Liên đoàn Lao động tỉnh
Sở VHTTDL, Sở GDĐT => Sở Văn hóa, Thể thao và Du lịch | Sở Giáo dục và Đào tạo
Sở Văn hoá, Thể thao và Du lịch, Sở Du lịch => Sở Văn hóa, Thể thao và Du lịch | Sở Du lịch
Sở LĐTĐ&XH => Sở Lao động - Thương binh và Xã hội
Sở Lao động-TB&XH => Sở Lao động - Thương binh và Xã hội
Sở Lao động - TBXH => Sở Lao động - Thương binh và Xã hội
Sở Lao động, Thương binh và Xã hội; Sở Y tế => Sở Lao động - Thương binh và Xã hội | Sở Y tế
Chủ tịch UBND tỉnh => Chủ tịch UBND tỉnh
Giám đốc các sở, Thủ trưởng các ban, ngành tỉnh => Giám đốc các sở | Thủ trưởng các ban, ngành tỉnh
Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, thị xã, thành phố
    => Thủ trưởng các sở, ban, ngành | Chủ tịch UBND các huyện, thị xã, thành phố
Các cơ quan, đơn vị có liên quan => Các cơ quan, đơn vị có liên quan
Các đơn vị có liên quan và UBND các xã => Các đơn vị có liên quan | UBND các xã
Sở Tài chính và các đơn vị liên quan => Sở Tài chính | các đơn vị liên quan
VNPT, Viettel => VNPT | Viettel
Viễn thông tỉnh, Bưu điện tỉnh, các doanh nghiệp viễn thông
    => Viễn thông tỉnh | Bưu điện tỉnh | các doanh nghiệp viễn thông
Công an tỉnh, Bộ CHQS tỉnh, BĐBP tỉnh => Công an tỉnh | Bộ Chỉ huy Quân sự tỉnh | Bộ đội Biên phòng tỉnh
Trung tâm PVHCC tỉnh => Trung tâm Phục vụ hành chính công tỉnh
Trường Đại học, cao đẳng trên địa bàn tỉnh => Trường Đại học, cao đẳng trên địa bàn tỉnh
Các trường đại học, cao đẳng => Các trường đại học, cao đẳng
# after 2025
Sở Nông nghiệp và Môi trường, Sở Dân tộc và Tôn giáo => Sở Nông nghiệp và Môi trường | Sở Dân tộc và Tôn giáo
Các Sở: Nông nghiệp và Môi trường, Dân tộc và Tôn giáo, Khoa học và Công nghệ
    => Sở Nông nghiệp và Môi trường | Sở Dân tộc và Tôn giáo | Sở Khoa học và Công nghệ
Các Sở: NN&MT, KH&CN, DT&TG; UBND các xã, phường, đặc khu
    => Sở Nông nghiệp và Môi trường | Sở Khoa học và Công nghệ | Sở Dân tộc và Tôn giáo
    | UBND các xã, phường, đặc khu
UBND các xã, phường, đặc khu => UBND các xã, phường, đặc khu
UBND xã, phường, đặc khu => UBND xã, phường, đặc khu
Văn phòng HĐND và UBND xã; Phòng Kinh tế; Phòng Văn hóa - Xã hội
    => Văn phòng HĐND và UBND xã | Phòng Kinh tế | Phòng Văn hóa - Xã hội
Phòng Kinh tế, Hạ tầng và Đô thị => Phòng Kinh tế, Hạ tầng và Đô thị
Phòng Kinh tế, Hạ tầng và Đô thị, Phòng Văn hóa - Xã hội
    => Phòng Kinh tế, Hạ tầng và Đô thị | Phòng Văn hóa - Xã hội
Các phòng: Kinh tế, Văn hóa - Xã hội => Phòng Kinh tế | Phòng Văn hóa - Xã hội
TTPVHCC xã, Công an xã, BCH Quân sự xã
    => Trung tâm Phục vụ hành chính công xã | Công an xã | Ban Chỉ huy Quân sự xã
Trung tâm Phục vụ Hành chính công phường; Ban CHQS phường
    => Trung tâm Phục vụ hành chính công phường | Ban Chỉ huy Quân sự phường
Văn phòng HĐND&UBND phường, Phòng VH-XH => Văn phòng HĐND và UBND phường | Phòng Văn hóa - Xã hội
Đảng ủy, HĐND, UBND, UBMTTQ xã => Đảng ủy | HĐND | UBND | Ủy ban Mặt trận Tổ quốc xã
Văn phòng Đảng ủy, Ban Xây dựng Đảng, UBKT Đảng ủy
    => Văn phòng Đảng ủy | Ban Xây dựng Đảng | Ủy ban Kiểm tra Đảng ủy
Phòng Kinh tế (hoặc Phòng Kinh tế, Hạ tầng và Đô thị) => Phòng Kinh tế
UBND đặc khu => UBND đặc khu
Trung tâm Dịch vụ tổng hợp xã, Trạm Y tế xã => Trung tâm Dịch vụ tổng hợp xã | Trạm Y tế xã
Thuế cơ sở, Bảo hiểm xã hội cơ sở => Thuế cơ sở | Bảo hiểm xã hội cơ sở
Thuế tỉnh, BHXH tỉnh, KBNN khu vực => Thuế tỉnh | Bảo hiểm xã hội tỉnh | Kho bạc Nhà nước khu vực
Ban Chỉ huy Quân sự xã, Công an xã => Ban Chỉ huy Quân sự xã | Công an xã
Phòng Kinh tế xã; Phòng Văn hóa - Xã hội xã => Phòng Kinh tế xã | Phòng Văn hóa - Xã hội xã
Các phòng, ban, đơn vị thuộc UBND xã => Các phòng, ban, đơn vị thuộc UBND xã
Các phòng chuyên môn, Trung tâm Phục vụ hành chính công => Các phòng chuyên môn | Trung tâm Phục vụ hành chính công
Ủy ban MTTQ Việt Nam xã và các tổ chức đoàn thể => Ủy ban Mặt trận Tổ quốc Việt Nam xã | các tổ chức đoàn thể
Tổ công nghệ số cộng đồng => Tổ công nghệ số cộng đồng
Tổ công nghệ số cộng đồng các thôn => Tổ công nghệ số cộng đồng các thôn
Các xã, phường, đặc khu => Các xã, phường, đặc khu
# district
Phòng LĐ-TB&XH và Dân tộc => Phòng Lao động - Thương binh và Xã hội và Dân tộc
Phòng LĐTB&XH và Dân tộc, Phòng Tư pháp => Phòng Lao động - Thương binh và Xã hội và Dân tộc | Phòng Tư pháp
Phòng Nội vụ và Tư pháp => Phòng Nội vụ và Tư pháp
Phòng Nội vụ, Phòng Tư pháp, Phòng TC-KH => Phòng Nội vụ | Phòng Tư pháp | Phòng Tài chính - Kế hoạch
Phòng Nông nghiệp và Môi trường, Phòng Kinh tế - Hạ tầng
    => Phòng Nông nghiệp và Môi trường | Phòng Kinh tế - Hạ tầng
Phòng Văn hóa, Khoa học và Thông tin => Phòng Văn hóa, Khoa học và Thông tin
Phòng Văn hóa, Khoa học và Thông tin, Phòng Nội vụ => Phòng Văn hóa, Khoa học và Thông tin | Phòng Nội vụ
Phòng Dân tộc và Tôn giáo; Phòng Kinh tế, Hạ tầng và Đô thị
    => Phòng Dân tộc và Tôn giáo | Phòng Kinh tế, Hạ tầng và Đô thị
Các phòng: Nội vụ, Tư pháp, Tài chính - Kế hoạch => Phòng Nội vụ | Phòng Tư pháp | Phòng Tài chính - Kế hoạch
Các phòng Nội vụ, Tư pháp và Văn phòng HĐND&UBND => Phòng Nội vụ | Phòng Tư pháp | Văn phòng HĐND và UBND
Các phòng, ban chuyên môn huyện; UBND các xã, thị trấn => Các phòng, ban chuyên môn huyện | UBND các xã, thị trấn
Các cơ quan chuyên môn thuộc UBND huyện, UBND các xã, thị trấn
    => Các cơ quan chuyên môn thuộc UBND huyện | UBND các xã, thị trấn
Các phòng, ban, ngành huyện và UBND các xã, phường => Các phòng, ban, ngành huyện | UBND các xã, phường
UBND các xã, phường, thị trấn => UBND các xã, phường, thị trấn
UBND các xã - thị trấn => UBND các xã, thị trấn
Chủ tịch UBND các xã, thị trấn => Chủ tịch UBND các xã, thị trấn
Trung tâm VH-TT&TT huyện => Trung tâm Văn hóa - Thông tin và Truyền thông huyện
Trung tâm Văn hóa - Thông tin - Thể thao => Trung tâm Văn hóa - Thông tin - Thể thao
Trung tâm GDNN-GDTX huyện => Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện
BQL dự án ĐTXD huyện => Ban Quản lý dự án đầu tư xây dựng huyện
Chi cục Thuế khu vực, Chi cục Thống kê => Chi cục Thuế khu vực | Chi cục Thống kê
Công an huyện; Huyện đoàn; Hội LHPN huyện => Công an huyện | Huyện đoàn | Hội Liên hiệp Phụ nữ huyện
CA huyện, BCHQS huyện => Công an huyện | Ban Chỉ huy Quân sự huyện
Bộ phận TN&TKQ huyện => Bộ phận Tiếp nhận và Trả kết quả huyện
Bộ phận TN và TKQ => Bộ phận Tiếp nhận và Trả kết quả
Bộ phận Một cửa các cấp => Bộ phận một cửa các cấp
Bộ phận một cửa cấp huyện, cấp xã => Bộ phận một cửa cấp huyện, cấp xã
Thường trực Huyện ủy, Thường trực HĐND huyện => Thường trực Huyện ủy | Thường trực HĐND huyện
Ban Tổ chức Huyện ủy, UBKT Huyện ủy => Ban Tổ chức Huyện ủy | Ủy ban Kiểm tra Huyện ủy
Các trường học trên địa bàn huyện => Các trường học trên địa bàn huyện
Các trường THCS, TH, MN => Các trường THCS, TH, MN
Phòng GDĐT, các trường học trực thuộc => Phòng Giáo dục và Đào tạo | các trường học trực thuộc
Mặt trận Tổ quốc và các đoàn thể huyện => Mặt trận Tổ quốc và các đoàn thể huyện
Phòng VHTT, Đài TT-TH huyện => Phòng Văn hóa và Thông tin | Đài Truyền thanh - Truyền hình huyện
Thanh tra huyện, Phòng Nội vụ => Thanh tra huyện | Phòng Nội vụ
Hạt Kiểm lâm huyện, Điện lực huyện => Hạt Kiểm lâm huyện | Điện lực huyện
UBND huyện Cam Lộ, UBND huyện Gio Linh => UBND huyện Cam Lộ | UBND huyện Gio Linh
UBND thành phố Đông Hà, thị xã Quảng Trị => UBND thành phố Đông Hà | UBND thị xã Quảng Trị
# commune
Các xóm, khối => Các xóm, khối
các xóm, khối; Công an xã => các xóm, khối | Công an xã
Các thôn, bản => Các thôn, bản
các thôn, tổ dân phố => các thôn, tổ dân phố
tổ dân phố, thôn => tổ dân phố, thôn
Tổ dân phố, thôn; Công an phường => Tổ dân phố, thôn | Công an phường
Thôn, bản, tổ dân phố => Thôn, bản, tổ dân phố
Các ấp, khu phố => Các ấp, khu phố
Các ban, ngành, đoàn thể và các thôn => Các ban, ngành, đoàn thể | các thôn
Các ban ngành, đoàn thể, các thôn, xóm => Các ban ngành, đoàn thể | các thôn, xóm
Trưởng các thôn, bản => Trưởng các thôn, bản
Trưởng thôn, Bí thư chi bộ các thôn => Trưởng thôn | Bí thư chi bộ các thôn
Các khu dân cư, tổ dân phố => Các khu dân cư, tổ dân phố
Các buôn, tổ dân phố => Các buôn, tổ dân phố
Các khóm, ấp => Các khóm, ấp
Các làng, thôn => Các làng, thôn
Ban nhân dân các thôn, khu phố => Ban nhân dân các thôn, khu phố
VP-TK, TP-HT => Văn phòng - Thống kê | Tư pháp - Hộ tịch
Công chức VP-TK => Công chức Văn phòng - Thống kê
Công chức TP-HT, công chức ĐC-XD => Công chức Tư pháp - Hộ tịch | Công chức Địa chính - Xây dựng
Công chức VH-XH, TC-KT => Công chức Văn hóa - Xã hội | Công chức Tài chính - Kế toán
Công chức Tư pháp - Hộ tịch; Văn phòng - Thống kê; Văn hóa - Xã hội
    => Công chức Tư pháp - Hộ tịch | Văn phòng - Thống kê | Văn hóa - Xã hội
Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường
    => Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường
Địa chính - XD - NN&MT => Địa chính - Xây dựng - Nông nghiệp và Môi trường
Địa chính - Xây dựng, Tài chính - Kế toán => Địa chính - Xây dựng | Tài chính - Kế toán
Tài chính - KT => Tài chính - Kế toán
Công chức Tài chính – Kế toán, Công chức Văn phòng – Thống kê
    => Công chức Tài chính - Kế toán | Công chức Văn phòng - Thống kê
Văn hóa – xã hội; Công an xã => Văn hóa - Xã hội | Công an xã
Đoàn TN, Hội LHPN, Hội CCB, Hội ND => Đoàn Thanh niên | Hội Liên hiệp Phụ nữ | Hội Cựu chiến binh | Hội Nông dân
MTTQ, các đoàn thể => Mặt trận Tổ quốc | các đoàn thể
MTTQ xã, Đoàn thanh niên xã => Mặt trận Tổ quốc xã | Đoàn Thanh niên xã
UBMTTQ xã và các đoàn thể chính trị - xã hội => Ủy ban Mặt trận Tổ quốc xã | các đoàn thể chính trị - xã hội
Các bộ phận chuyên môn => Các bộ phận chuyên môn
Các ban, ngành, đoàn thể xã => Các ban, ngành, đoàn thể xã
Các ngành, đoàn thể xã => Các ngành, đoàn thể xã
Cán bộ, công chức xã => Cán bộ, công chức xã
Toàn thể CBCC xã => Toàn thể CBCC xã
HTX, các hộ dân => Hợp tác xã | các hộ dân
Trường THCS, Trường Tiểu học, Trường Mầm non => Trường THCS | Trường Tiểu học | Trường Mầm non
Trạm Y tế, Công an, Quân sự => Trạm Y tế | Công an | Quân sự
# persons
Đ/c Nguyễn Văn A - Phó Chủ tịch UBND => Đ/c Nguyễn Văn A - Phó Chủ tịch UBND
đồng chí Trần Thị Bình, Trưởng phòng Nội vụ => đồng chí Trần Thị Bình, Trưởng phòng Nội vụ
Đồng chí Lê Văn Cường – Chủ tịch UBND xã; đồng chí Phạm Thị Dung – Công chức VP-TK
    => Đồng chí Lê Văn Cường - Chủ tịch UBND xã | đồng chí Phạm Thị Dung - Công chức Văn phòng - Thống kê
Ông Nguyễn Văn An, Phó Chủ tịch UBND xã => Ông Nguyễn Văn An, Phó Chủ tịch UBND xã
Bà Lê Thị Hoa - Công chức Tư pháp - Hộ tịch => Bà Lê Thị Hoa - Công chức Tư pháp - Hộ tịch
Đ/c Hoàng Văn Nam - PCT UBND huyện => Đ/c Hoàng Văn Nam - Phó Chủ tịch UBND huyện
Đ/c An, Đ/c Bình => Đ/c An | Đ/c Bình
Nguyễn Văn An - Chánh Văn phòng => Nguyễn Văn An - Chánh Văn phòng
Nguyễn Văn An, Trần Văn Bình, Lê Thị Chi => Nguyễn Văn An | Trần Văn Bình | Lê Thị Chi
Phó Chủ tịch UBND huyện Nguyễn Văn An => Phó Chủ tịch UBND huyện Nguyễn Văn An
Ông Nguyễn Văn An; bà Trần Thị Bé => Ông Nguyễn Văn An | bà Trần Thị Bé
Đồng chí Phó Chủ tịch UBND phụ trách => Đồng chí Phó Chủ tịch UBND phụ trách
# remarks, marks
Sở Nội vụ (1) => Sở Nội vụ
Sở Nội vụ1 => Sở Nội vụ
Sở Nội vụ[2], Sở Tài chính => Sở Nội vụ | Sở Tài chính
Sở Tư pháp*; Sở Y tế => Sở Tư pháp | Sở Y tế
Sở Tài chính (bố trí kinh phí); Sở Nội vụ (thẩm định) => Sở Tài chính | Sở Nội vụ
Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ) => Sở Thông tin và Truyền thông
Chủ trì: Sở Nội vụ => Sở Nội vụ
Cơ quan phối hợp: các sở, ngành => các sở, ngành
- Sở Nội vụ;\\n- Sở Tài chính;\\n- UBND các huyện. => Sở Nội vụ | Sở Tài chính | UBND các huyện
+ Phòng Nội vụ + Phòng Tư pháp => Phòng Nội vụ | Phòng Tư pháp
1. Sở Nội vụ; 2. Sở Tài chính => Sở Nội vụ | Sở Tài chính
Sở Nội vụ & Sở Tài chính => Sở Nội vụ | Sở Tài chính
Giao Phòng Nội vụ => Phòng Nội vụ
Phòng Nội vụ tham mưu => Phòng Nội vụ
Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp => Phòng Nội vụ | Phòng Tư pháp
Sở Giao thông vận tải, Giao Sở Tài chính => Sở Giao thông vận tải | Sở Tài chính
Các Sở: Xây dựng, Tài chính và Y tế => Sở Xây dựng | Sở Tài chính | Sở Y tế
Sở Xây dựng, Tài chính và Y tế => Sở Xây dựng | Sở Tài chính | Sở Y tế
Trung tâm Dịch vụ tổng hợp => Trung tâm Dịch vụ tổng hợp
Ban Chỉ đạo chuyển đổi số tỉnh; Ban Dân tộc => Ban Chỉ đạo chuyển đổi số tỉnh | Ban Dân tộc
Phòng Tư pháp, Lê Văn Cường => Phòng Tư pháp | Lê Văn Cường
Công ty CP Cấp nước 2 => Công ty CP Cấp nước 2
VPCP; Bộ Nội vụ => Văn phòng Chính phủ | Bộ Nội vụ
Bộ Nội vụ, Bộ => Bộ Nội vụ
Thuế cơ sở 5; Kho bạc Nhà nước khu vực X => Thuế cơ sở 5 | Kho bạc Nhà nước khu vực X
# brackets: sub-units, members, posts stay
Công an tỉnh (PC08, PA03), Sở Y tế => Công an tỉnh (PC08, PA03) | Sở Y tế
Sở Y tế (CDC); Sở GDĐT => Sở Y tế (CDC) | Sở Giáo dục và Đào tạo
các ngân hàng (Agribank, BIDV và Vietinbank), Điện lực huyện
    => các ngân hàng (Agribank, BIDV và Vietinbank) | Điện lực huyện
Sở Nội vụ (Chi cục Văn thư - Lưu trữ; Ban TĐKT), Sở Tài chính
    => Sở Nội vụ (Chi cục Văn thư - Lưu trữ; Ban Thi đua - Khen thưởng) | Sở Tài chính
VP UBND huyện (Bộ phận TN&TKQ) => Văn phòng UBND huyện (Bộ phận Tiếp nhận và Trả kết quả)
VP HĐND và UBND (TT PVHCC) chủ trì, Công an xã
    => Văn phòng HĐND và UBND (Trung tâm Phục vụ hành chính công) | Công an xã
Đ/c Tâm (TC-KT), Đ/c Vũ => Đ/c Tâm (Tài chính - Kế toán) | Đ/c Vũ
Công an tỉnh (PC06 (Đội 2), PA05) => Công an tỉnh (PC06 (Đội 2), PA05)
(Sở Xây dựng) => Sở Xây dựng
# brackets: marks, remarks, the name said again go
Sở Nội vụ (II), Sở Y tế (*), Sở Tài chính (a) => Sở Nội vụ | Sở Y tế | Sở Tài chính
Sở Tài chính (Thẩm định), Sở Xây dựng (Qua Chi cục Giám định) => Sở Tài chính | Sở Xây dựng
Phòng Y tế (Chủ trì), Phòng Tư pháp (Cơ quan phối hợp) => Phòng Y tế | Phòng Tư pháp
Các đơn vị liên quan (Phụ lục II), UBND cấp xã (09 xã) => Các đơn vị liên quan | UBND cấp xã
Phòng Nội vụ (CCHC), Công an xã => Phòng Nội vụ (CCHC) | Công an xã
Sở Xây dựng (đề xuất, nếu có), Công an tỉnh => Sở Xây dựng | Công an tỉnh
Trung tâm PVHCC (TTPVHCC) tỉnh => Trung tâm Phục vụ hành chính công tỉnh
Liên đoàn Thương mại và Công nghiệp Việt Nam (VCCI) => Liên đoàn Thương mại và Công nghiệp Việt Nam
# persons and those beside them
Đ/c Mây (VH-XH), Trưởng các ấp => Đ/c Mây (Văn hóa - Xã hội) | Trưởng các ấp
Đ/c Vũ Thị Mây, công chức TC-KT => Đ/c Vũ Thị Mây, công chức Tài chính - Kế toán
Đồng chí Đoàn Văn Sáu, CC VP-TK; Đ/c Tô Thị Ba, PCT
    => Đồng chí Đoàn Văn Sáu, Công chức Văn phòng - Thống kê | Đ/c Tô Thị Ba, PCT
Đ/c Vũ Văn Sáu, VP-TK; Phòng Nội vụ => Đ/c Vũ Văn Sáu, Văn phòng - Thống kê | Phòng Nội vụ
Đ/c Vũ Văn Sáu, Văn phòng UBND => Đ/c Vũ Văn Sáu | Văn phòng UBND
Đ/c Vũ Văn Sáu, Bí thư các chi bộ => Đ/c Vũ Văn Sáu | Bí thư các chi bộ
PCT Lê Văn Sáu, PCT Phạm Thị Bảy => PCT Lê Văn Sáu | PCT Phạm Thị Bảy
PCT Lê Văn Sáu, Công an xã => PCT Lê Văn Sáu | Công an xã
# an area said once behind names of the same first word
Hội ND, Hội CCB, Huyện đoàn, Hội Chữ thập đỏ huyện
    => Hội Nông dân huyện | Hội Cựu chiến binh huyện | Huyện đoàn | Hội Chữ thập đỏ huyện
Hội Khuyến học, Hội Người cao tuổi phường Hoa Mơ => Hội Khuyến học phường Hoa Mơ | Hội Người cao tuổi phường Hoa Mơ
Ban Tổ chức, Ban Dân vận Tỉnh ủy => Ban Tổ chức Tỉnh ủy | Ban Dân vận Tỉnh ủy
Các Ban: Tổ chức, Tuyên giáo Huyện ủy => Ban Tổ chức Huyện ủy | Ban Tuyên giáo Huyện ủy
# but not where the name is whole, the first word another, or a class
Ban Dân tộc, Ban Tổ chức Tỉnh ủy => Ban Dân tộc | Ban Tổ chức Tỉnh ủy
Phòng Nội vụ, Văn phòng HĐND và UBND huyện => Phòng Nội vụ | Văn phòng HĐND và UBND huyện
Ban Tổ chức, Ban Chỉ huy Quân sự huyện => Ban Tổ chức | Ban Chỉ huy Quân sự huyện
Ban Chỉ huy Quân sự, Ban Dân vận Huyện ủy => Ban Chỉ huy Quân sự | Ban Dân vận Huyện ủy
Hội Nông dân, các hội, đoàn thể xã => Hội Nông dân | các hội, đoàn thể xã
Hội Nông dân, Đoàn Thanh niên xã => Hội Nông dân | Đoàn Thanh niên xã
Hội Nông dân Việt Nam, Hội Cựu chiến binh => Hội Nông dân Việt Nam | Hội Cựu chiến binh
Hội Nông dân Trung ương, Hội Nông dân tỉnh => Hội Nông dân Trung ương | Hội Nông dân tỉnh
# a first word said once
Các bản: Nậm Mơ, Pa Khôm và Huổi Cáy; Công an xã => Bản Nậm Mơ | Bản Pa Khôm | Bản Huổi Cáy | Công an xã
Các thôn 1, 2 và 3 => Thôn 1 | Thôn 2 | Thôn 3
Tổ dân phố số 4, số 5, 6 => Tổ dân phố số 4 | Tổ dân phố số 5 | Tổ dân phố số 6
Thôn 1, thôn 2, Công an xã => Thôn 1 | thôn 2 | Công an xã
Công chức VP-TK, ĐC-XD-NN-MT
    => Công chức Văn phòng - Thống kê | Công chức Địa chính - Xây dựng - Nông nghiệp - Môi trường
Công chức VP-TK, Văn phòng UBND huyện => Công chức Văn phòng - Thống kê | Văn phòng UBND huyện
Các đơn vị: Sở Nội vụ, Công an tỉnh => Sở Nội vụ | Công an tỉnh
Các xã NTM, phường => Các xã NTM, phường
Công ty CP Cấp nước 2, Điện lực => Công ty CP Cấp nước 2 | Điện lực
# abbreviations
Sở VHTTTT&DL, Phòng VH,TT&DL
    => Sở Văn hóa, Thông tin, Thể thao và Du lịch | Phòng Văn hóa, Thể thao và Du lịch
Sở Văn hóa, Thông tin, Thể thao và Du lịch, Sở Y tế => Sở Văn hóa, Thông tin, Thể thao và Du lịch | Sở Y tế
TT VH-TT-TT huyện; TTVHTT; TTVH,TT-TT thị xã
    => Trung tâm Văn hóa - Thông tin - Thể thao huyện | Trung tâm Văn hóa - Thông tin
    | Trung tâm Văn hóa, Thể thao - Truyền thông thị xã
Đoàn TNCSHCM huyện, Đoàn TNCS HCM xã => Đoàn TNCS Hồ Chí Minh huyện | Đoàn TNCS Hồ Chí Minh xã
Sở TN&M T; Phòng LĐTB& XH; Sở TT &TT; Phòng GD &Đ T
    => Sở Tài nguyên và Môi trường | Phòng Lao động - Thương binh và Xã hội | Sở Thông tin và Truyền thông
    | Phòng Giáo dục và Đào tạo
VP TU, VP HU => Văn phòng Tỉnh ủy | Văn phòng Huyện ủy
"""


def cases() -> list[tuple[str, list[str]]]:
    # A line that begins with blanks goes on with the one before it.
    joined = re.sub(r"\n\s+", " ", CELLS.strip())
    lines = [line for line in joined.splitlines() if not line.startswith("#")]
    pairs = [line.split(" => ") for line in lines]
    return [(raw.replace("\\n", "\n"), names.split(" | ")) for raw, names in pairs]


@pytest.mark.parametrize(("raw", "expected"), cases())
def test_a_cell_is_divided_into_its_agencies(raw: str, expected: list[str]) -> None:
    assert split_agencies(raw) == expected
