import random,sys
random.seed(int(sys.argv[2]));n=int(sys.argv[1]);mode=sys.argv[3]
core=dict(k1=[1.0,1.2,1.4],bB=[.6,.7,.8],wT=[3,4,5],s=[.65,.75,.85],sw=[.2,.25,.35],sl=[.2,.3,.4],sj=[.3,.5,.7],cov=[.2,.3,.4,.5],tIn=[.1,.15,.2],idfp=[1,1.1])
pos=dict(span=[.15,.25,.35],spanL=[8,10],fbW=[.2,.3,.4,.5],fbD=[5,8,12],fbT=[15,20,30],fbSrc=[2,3,5])
fix="comb=0 bT=.5 wH=1 wA=3 bA=.3 bH=.5 wL=2 bL=.3 pre=2 typo=1 tw=.6 aE=.5 tE=.5 "
if mode=='full':fix+="K=100 run=.8 runi=2 runp=4 runl=4 rung=4 fbMode=2 fbV=24 "
print("ref stop=1")
if mode=='core':print("rec "+fix+"k1=1.2 bB=.7 wT=4 s=.75 sw=.25 sl=.3 sj=.5 cov=.3 tIn=.15 idfp=1")
else:print("rec "+fix+"k1=1.2 bB=.7 wT=4 s=.75 sw=.25 sl=.3 sj=.5 cov=.3 tIn=.15 idfp=1 span=.25 spanL=8 fbW=.3 fbD=8 fbT=20 fbSrc=3")
for i in range(n):
    d={k:random.choice(v) for k,v in core.items()}
    if mode=='full':d.update({k:random.choice(v) for k,v in pos.items()})
    print("c%d_%s "%(i,sys.argv[2])+fix+' '.join(f"{k}={v}" for k,v in d.items()))
