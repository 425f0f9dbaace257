print('not signed')
