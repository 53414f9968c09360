using System.Diagnostics;
using System.Globalization;

namespace Fw24.Benchmarks;

/// <summary>Runs the sides of a comparison in turn, so that changes of the machine's speed affect all of them.</summary>
/// <remarks>
/// Unless it is on the clock, time is processor time of this process (<see cref="Environment.CpuUsage"/>): it excludes other processes and
/// includes the garbage collector's and the compiler's work for a side. The result of a side is the median of its rounds.
/// </remarks>
/// <param name="units">The number of units that one call of a side handles.</param>
/// <param name="unit">The unit's name, as printed.</param>
internal sealed class Contest(int units, string unit = "record")
{
    // Long enough for the clock's resolution, short enough that few rounds are disturbed.
    private static readonly TimeSpan s_roundTime = TimeSpan.FromMilliseconds(15);

    private readonly List<Side> _sides = [];

    /// <summary>Indicates whether the allocations of all threads count: a call continues on others.</summary>
    public bool CountsAllThreads { get; init; }

    /// <summary>Indicates whether time is that on the clock, which includes the servers' work.</summary>
    public bool IsOnTheClock { get; init; }

    /// <summary>Adds a side.</summary>
    /// <param name="name">Its name, as printed.</param>
    /// <param name="call">One call. Its result keeps the work from being optimised away.</param>
    public void Add(string name, Func<object?> call) => _sides.Add(new Side(name, call, CountsAllThreads, IsOnTheClock));

    /// <summary>Measures all sides.</summary>
    /// <param name="rounds">The number of rounds per side.</param>
    /// <returns>The results, by side: medians of the rounds.</returns>
    public Dictionary<string, Result> Run(int rounds = 61)
    {
        WarmUp();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in _sides)
            {
                side.RunRound(s_roundTime);
            }
        }

        var results = new Dictionary<string, Result>();
        foreach (var side in _sides)
        {
            var result = side.Result(units);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {side.Name,-34} {result.Microseconds,11:N2} µs/{unit} {result.Bytes,11:N0} B/{unit}"));
            results.Add(side.Name, result);
        }

        return results;
    }

    // Tiered compilation is complete once no side becomes faster any more; on a busy machine no fixed time is enough.
    private void WarmUp()
    {
        const int LeastPasses = 6, MostPasses = 40, SteadyPasses = 3;
        for (int pass = 0, steady = 0; pass < LeastPasses || (pass < MostPasses && steady < SteadyPasses); pass++)
        {
            var isFaster = false;
            foreach (var side in _sides)
            {
                isFaster |= side.WarmUp();
            }

            steady = isFaster ? 0 : steady + 1;
        }
    }

    /// <summary>The cost of a side per unit.</summary>
    /// <param name="Microseconds">Processor time: the median of the rounds.</param>
    /// <param name="Bytes">Allocated memory: the minimum of the rounds.</param>
    public readonly record struct Result(double Microseconds, double Bytes);

    private sealed class Side(string name, Func<object?> call, bool countsAllThreads, bool isOnTheClock)
    {
        private static readonly TimeSpan s_warmUpTime = TimeSpan.FromMilliseconds(120);

        private readonly List<double> _microseconds = [];
        private double _perCall = double.PositiveInfinity;
        private double _bytes = double.PositiveInfinity;
        private object? _last;

        public string Name => name;

        /// <summary>Runs the side for a while.</summary>
        /// <returns><see langword="true"/> if it was faster than before.</returns>
        public bool WarmUp()
        {
            var calls = 0;
            var started = Now();
            TimeSpan taken;
            do
            {
                _last = call();
                calls++;
                taken = Now() - started;
            }
            while (taken < s_warmUpTime);

            var perCall = taken.TotalMicroseconds / calls;
            var isFaster = perCall < _perCall * 0.97;
            _perCall = Math.Min(_perCall, perCall);
            return isFaster;
        }

        public void RunRound(TimeSpan time)
        {
            var calls = Math.Max(1, (int)(time.TotalMicroseconds / _perCall));
            var allocated = Allocated();
            var started = Now();
            for (var i = 0; i < calls; i++)
            {
                _last = call();
            }

            _microseconds.Add((Now() - started).TotalMicroseconds / calls);
            _bytes = Math.Min(_bytes, (Allocated() - allocated) / (double)calls);
        }

        private TimeSpan Now() => isOnTheClock ? Stopwatch.GetElapsedTime(0) : Environment.CpuUsage.TotalTime;

        private long Allocated() => countsAllThreads ? GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread();

        public Result Result(int units)
        {
            GC.KeepAlive(_last);
            _microseconds.Sort();
            return new Result(_microseconds[_microseconds.Count / 2] / units, _bytes / units);
        }
    }
}
