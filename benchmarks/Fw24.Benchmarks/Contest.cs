using System.Globalization;

namespace Fw24.Benchmarks;

/// <summary>Runs several sides of a comparison in turn, so that a machine that speeds up or slows down does so for all of them.</summary>
/// <remarks>
/// Time is processor time of this process (<see cref="Environment.CpuUsage"/>): what other processes do meanwhile does not count, what
/// the collector and the compiler do for a side does. Of all rounds of a side the median is taken.
/// </remarks>
/// <param name="units">How many units one call of a side handles.</param>
/// <param name="unit">What a unit is, as printed.</param>
internal sealed class Contest(int units, string unit = "record")
{
    // Long enough for the clock, short enough that few rounds are disturbed.
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(15);

    private readonly List<Side> _sides = [];

    /// <summary>Adds a side.</summary>
    /// <param name="name">Its name, as printed.</param>
    /// <param name="call">One call. What it returns keeps the work from being optimised away.</param>
    public void Add(string name, Func<object?> call) => _sides.Add(new Side(name, call));

    /// <summary>Measures all sides.</summary>
    /// <param name="rounds">How many rounds each side has.</param>
    /// <returns>The results, by side: medians of the rounds.</returns>
    public Dictionary<string, Result> Run(int rounds = 61)
    {
        WarmUp();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in _sides)
            {
                side.RunRound(RoundTime);
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

    // The tiered compiler has its last word when no side becomes faster any more. On a busy machine that is not a matter of time.
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

    /// <summary>What a side took per unit.</summary>
    /// <param name="Microseconds">Processor time: the median of the rounds.</param>
    /// <param name="Bytes">Allocated memory: the least of the rounds.</param>
    public readonly record struct Result(double Microseconds, double Bytes);

    private sealed class Side(string name, Func<object?> call)
    {
        private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(120);

        private readonly List<double> _microseconds = [];
        private double _perCall = double.PositiveInfinity;
        private double _bytes = double.PositiveInfinity;
        private object? _last;

        public string Name => name;

        /// <summary>Runs for a while.</summary>
        /// <returns>Whether that was faster than before.</returns>
        public bool WarmUp()
        {
            var calls = 0;
            var started = Environment.CpuUsage.TotalTime;
            TimeSpan taken;
            do
            {
                _last = call();
                calls++;
                taken = Environment.CpuUsage.TotalTime - started;
            }
            while (taken < WarmUpTime);

            var perCall = taken.TotalMicroseconds / calls;
            var isFaster = perCall < _perCall * 0.97;
            _perCall = Math.Min(_perCall, perCall);
            return isFaster;
        }

        public void RunRound(TimeSpan time)
        {
            var calls = Math.Max(1, (int)(time.TotalMicroseconds / _perCall));
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < calls; i++)
            {
                _last = call();
            }

            _microseconds.Add((Environment.CpuUsage.TotalTime - started).TotalMicroseconds / calls);
            _bytes = Math.Min(_bytes, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)calls);
        }

        public Result Result(int units)
        {
            GC.KeepAlive(_last);
            _microseconds.Sort();
            return new Result(_microseconds[_microseconds.Count / 2] / units, _bytes / units);
        }
    }
}
