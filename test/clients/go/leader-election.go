package main

import (
	"context"
	"sync/atomic"
	"time"

	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

// Two candidates: one leads, and when it gives the lease back the other does, never both.
func oneCandidateLeads(ctx context.Context, c clients) error {
	var leading, most atomic.Int32
	leaders := make(chan string, 4)
	stand := func(ctx context.Context, name string) <-chan struct{} {
		ended := make(chan struct{})
		lock := &resourcelock.LeaseLock{
			LeaseMeta:  meta.ObjectMeta{Namespace: c.namespace, Name: "librarian"},
			Client:     c.typed.CoordinationV1(),
			LockConfig: resourcelock.ResourceLockConfig{Identity: name},
		}
		go func() {
			defer close(ended)
			leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
				Lock:            lock,
				ReleaseOnCancel: true,
				LeaseDuration:   4 * time.Second,
				RenewDeadline:   3 * time.Second,
				RetryPeriod:     200 * time.Millisecond,
				Callbacks: leaderelection.LeaderCallbacks{
					OnStartedLeading: func(ctx context.Context) {
						if now := leading.Add(1); now > most.Load() {
							most.Store(now)
						}
						leaders <- name
						<-ctx.Done()
						leading.Add(-1)
					},
					OnStoppedLeading: func() {},
				},
			})
		}()
		return ended
	}
	firstTerm, resign := context.WithCancel(ctx)
	secondTerm, finish := context.WithCancel(ctx)
	defer finish()
	one := stand(firstTerm, "one")
	led := <-leaders
	two := stand(secondTerm, "two")
	// Long enough for the other to have tried several times, and for the lease to be renewed.
	select {
	case <-leaders:
		resign()
		return must(false, "two lead at once")
	case <-time.After(1500 * time.Millisecond):
	}
	resign()
	<-one
	next := ""
	if err := eventually(ctx, "the other leads", func() bool {
		select {
		case next = <-leaders:
			return true
		default:
			return false
		}
	}); err != nil {
		return err
	}
	lease, err := c.typed.CoordinationV1().Leases(c.namespace).Get(ctx, "librarian", meta.GetOptions{})
	if err != nil {
		return err
	}
	holder, transitions := *lease.Spec.HolderIdentity, *lease.Spec.LeaseTransitions
	finish()
	<-two
	return first(
		must(led == "one" && next == "two", "led: %s, then %s", led, next),
		must(holder == "two" && transitions >= 1, "the lease is held by %s after %d transitions", holder, transitions),
		must(most.Load() == 1, "%d led at once", most.Load()),
	)
}
