import numpy as np
from walkumentary.domain.tours.orienteering.network import *
class Evaluator:
    def __init__(s,net,problem):
        s.net=net; n=net.size
        T=np.full((n+1,n+1),np.inf); T[net.tail,net.head]=net.travel_s
        R=np.full((n+1,n+1),-np.inf); R[net.tail,net.head]=net.reward
        s.T=T;s.R=R
    def __call__(s,rows,k):
        """rows (r,k) all of length k -> worth,time"""
        net=s.net; r=len(rows)
        t=np.zeros(r); w=np.zeros(r); sp=np.zeros(r); last=np.full(r,net.size); bad=np.zeros(r,bool)
        for c in range(k):
            h=rows[:,c]
            b=np.maximum(t+s.T[last,h],net.opens_s[h]); bad|=b>net.closes_s[h]
            t=b+net.service_s[h]; w+=s.R[last,h]; sp+=net.spare_s[h]; last=h
        t+=net.end_travel_s[last]; w+=net.end_reward[last]
        bad|=~(t<=net.latest_s)
        sl=np.where(bad,0,net.budget_s-t-sp)
        w-=net.slack_price*np.maximum(0,sl)
        w[bad|(k>net.most_stops)]=-np.inf
        return w,t
def moves(order,n):
    a=np.array(order,dtype=np.int64); k=len(a); p=np.arange(k)
    out=np.setdiff1d(np.arange(n),a)
    same=[]
    i,j=np.triu_indices(k,1)
    i,j=i[:,None],j[:,None]
    same.append(a[np.where((p>=i)&(p<=j),i+j-p,p)])
    i,j=np.nonzero(~np.eye(k,dtype=bool)); i,j=i[:,None],j[:,None]
    # move stop at i to position j
    idx=np.where((i<j)&(p>=i)&(p<j),p+1,np.where((i>j)&(p>j)&(p<=i),p-1,p)); idx=np.where(p==j,i,idx)
    same.append(a[idx])
    i,x=(v.ravel()[:,None] for v in np.meshgrid(p,out,indexing='ij'))
    same.append(np.where(p==i,x,a))
    yield np.concatenate(same)
    q=np.arange(k+1)
    i,x=(v.ravel()[:,None] for v in np.meshgrid(q,out,indexing='ij'))
    yield np.where(q==i,x,np.where(q<i,np.append(a,0)[q],np.append(0,a)[q]))
    if k>1:
        i=p[:,None]; yield a[np.where(np.arange(k-1)<i,np.arange(k-1),np.arange(k-1)+1)]
def climb(ev,order):
    net=ev.net
    def rank(rows):
        k=rows.shape[1]
        W,T=ev(rows,k); m=W.max(); c=np.flatnonzero(W>=m-1e-9); q=c[T[c].argmin()]
        return (float(m) > -np.inf, min(k,net.min_stops),float(m),-float(T[q])),rows[q]
    best,row=rank(np.array([order],dtype=np.int64)); steps=0
    while True:
        steps+=1
        now=best
        for rows in moves(row,net.size):
            if not len(rows): continue
            r,q=rank(rows)
            if r[:2]>best[:2] or (r[:2]==best[:2] and (r[2]>best[2]+1e-9 or (r[2]>best[2]-1e-9 and r[3]>best[3]+1e-9))): best,row=r,q
        if best is now: break
    return (best[2] if best[1]>=net.min_stops else -np.inf),tuple(row.tolist()),steps
