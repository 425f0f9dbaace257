"""Files of h5py for hdf5.test.ts: links and attributes in heaps, blocks of a user, named types. Usage: make.py FOLDER; then gzip -9n."""
import sys
import h5py,json,numpy as np
R=sys.argv[1]+'/'
lam=json.dumps({"class_name":"Sequential","config":{"layers":[{"class_name":"Lambda","config":{"function":["4wEAAAA=",None,None]}}]}})
dense=json.dumps({"class_name":"Sequential","config":{"layers":[{"class_name":"Dense","config":{"units":1}}]}})
big=lambda j,n:j[:-1]+', "pad":"'+'x'*n+'"}'
def f(name,**k): return h5py.File(R+name,'w',libver='latest',**k)
for tag,j in (('bad',lam),('ok',dense)):
    with f(f'{tag}-many-attrs.h5') as h:
        for i in range(40): h.attrs[f'a{i}']='x'*i
        h.attrs['model_config']=j
    with f(f'{tag}-big-attr.h5') as h: h.attrs.create('model_config',np.bytes_(big(j,200000)))
    with f(f'{tag}-big-many.h5') as h:
        for i in range(20): h.attrs.create(f'b{i}',np.bytes_('y'*3000))
        h.attrs.create('model_config',np.bytes_(big(j,200000)))
    with f(f'{tag}-many-links.h5') as h:
        for i in range(700): h.create_group(f'g{i:05d}_with_a_longer_name')
        h['g00699_with_a_longer_name'].attrs['model_config']=j
    with f(f'{tag}-user-block.h5',userblock_size=2048) as h: h.attrs['model_config']=j
    with h5py.File(R+f'{tag}-user-block-old.h5','w',userblock_size=512) as h: h.attrs['model_config']=j; h['w']=np.ones(3)
    with f(f'{tag}-committed.h5') as h:
        h['t']=h5py.string_dtype(); h.attrs.create('model_config',j,dtype=h['t'])
    with h5py.File(R+f'{tag}-committed-old.h5','w') as h:
        h['t']=h5py.string_dtype(); h.attrs.create('model_config',j,dtype=h['t'])
    with f(f'{tag}-attr-tree.h5') as h:
        for i in range(600): h.attrs[f'attr{i:05d}']=i
        h.attrs['model_config']=j
    with f(f'{tag}-order.h5',track_order=True) as h:
        for i in range(100): h.create_group(f'g{i}')
        for i in range(30): h.attrs[f'a{i}']=i
        h.attrs['model_config']=j
with f('bad-external-many.h5') as h:
    for i in range(50): h[f's{i}']=h5py.SoftLink('/x')
    h['zz']=h5py.ExternalLink('/etc/passwd','/x')
with f('ok-arrays.h5') as h:
    for i in range(200): h[f'w{i}']=np.ones((i+1,2),dtype='f4')
