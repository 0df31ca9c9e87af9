# All that a node of an operator needs: apps come and go in apps/, by command and from repositories.
include minimal
bundle attach
bundle deploy
bundle repository
bundle shell
